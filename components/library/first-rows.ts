import { useLayoutEffect, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { type LibrarySort, readSettings } from '../../lib/browser/settings.ts';
import { type ListItem, savedItem } from './list-items.ts';

/** Rows that fill a window of usual height. */
const ROWS = 30;

/** What the first paint of the list needs. Everything else takes much longer to read. */
export interface FirstRows {
  /** The last saved first. */
  readonly items: readonly ListItem[];
  /** How many analyses are saved. */
  readonly count: number;
  readonly sort: LibrarySort;
}

/** The rows, as soon as the page has asked for them. */
let reading: Promise<FirstRows | undefined> | undefined;

/** Begins to read the first rows. Called before the page is drawn, so that they are there by then. */
export function readFirstRows(): void {
  reading = readThem();
}

async function readThem(): Promise<FirstRows | undefined> {
  try {
    const [{ saved, count }, { librarySort }] = await Promise.all([query('lastSaved', ROWS), readSettings()]);
    return { items: saved.map(savedItem), count, sort: librarySort };
  } catch {
    // The page reads all rows, too, and says why that fails.
    return undefined;
  }
}

/** The first rows, in the first paint if they were read by then. They are not updated. */
export function useFirstRows(): FirstRows | undefined {
  const [rows, setRows] = useState<FirstRows>();
  // After a layout effect, Preact draws again before the browser paints.
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
