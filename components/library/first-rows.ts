import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { reportUnexpected } from '../../lib/browser/listener-errors.ts';
import { type LibrarySort, readSettings } from '../../lib/browser/settings.ts';
import { isDatabaseFailure } from '../../lib/db/failures.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { type ListItem, savedItem } from './list-items.ts';

/** The number of rows that fill a window of usual height. */
const ROWS = 30;

/** The rows for the first paint of the list. Reading all rows takes much longer. */
export interface FirstRows {
  /** The items, the most recently saved first. */
  readonly items: readonly ListItem[];
  /** Number of saved analyses. */
  readonly count: number;
  readonly sort: LibrarySort;
}

/** The promise of the first rows; `undefined` until `readFirstRows` is called. */
let reading: Promise<FirstRows | undefined> | undefined;

/**
 * Reads the first rows. Call this before the page is drawn, so that the rows are ready for the first paint.
 *
 * @returns a promise that resolves when the rows have been read, or could not be read
 */
export function readFirstRows(): Promise<unknown> {
  reading = readThem();
  return reading;
}

async function readThem(): Promise<FirstRows | undefined> {
  try {
    const [{ saved, count }, { librarySort }] = await Promise.all([query('lastSaved', ROWS), readSettings()]);
    return { items: saved.map(savedItem), count, sort: librarySort };
  } catch (error) {
    // Do not report a failure of the database: `useDatabase` also tries to open the database, and the page tells the
    // reader if that fails.
    if (!isDatabaseFailure(error)) reportUnexpected('read the first rows', error);
    return undefined;
  }
}

/**
 * Returns the first rows; `undefined` until they have been read, and if they could not be read. Rows that were read
 * before the first paint are part of it. This hook does not update the rows.
 */
export function useFirstRows(): FirstRows | undefined {
  const [rows, setRows] = useState<FirstRows>();
  // A layout effect runs before the browser paints, and Preact draws the state changes of the effect in a microtask
  // (https://github.com/preactjs/preact/blob/main/src/component.js). So rows that have already been read are part of
  // the first paint.
  useLayoutEffect(() => {
    let isDrawn = true;
    reading?.then((read) => {
      if (isDrawn) setRows(read);
    });
    return () => {
      isDrawn = false;
    };
  }, []);
  return rows;
}

/** Whether a place lists all saved analyses. Only such a place can show the first rows. */
export function isWholeList({ view = 'all', analysis: _, text: __, ...narrower }: LibraryPlace): boolean {
  return view === 'all' && Object.keys(narrower).length === 0;
}

/**
 * Whether the first rows have been painted. Reading all rows takes longer, so the page waits for this paint before it
 * begins to read them.
 *
 * @param areShown whether the page shows the first rows. If not, there is nothing to wait for, and this hook returns
 *   `true`
 */
export function useFirstRowsPainted(areShown: boolean): boolean {
  const [isRead, setRead] = useState(reading === undefined);
  const [isPainted, setPainted] = useState(isRead);
  useLayoutEffect(() => {
    reading?.then(() => setRead(true));
  }, []);
  // Preact runs this effect after a frame in which the browser can paint the rows
  // (https://github.com/preactjs/preact/blob/main/hooks/src/index.js).
  useEffect(() => {
    if (isRead) setPainted(true);
  }, [isRead]);
  return isPainted || !areShown;
}
