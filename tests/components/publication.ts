import type { Table } from 'dexie';
import { vi } from 'vitest';
import { db } from '../../lib/db/database.ts';
import type { IndexState } from '../../lib/db/index-records.ts';
import { indexState } from '../../lib/db/index-state.ts';
import { sync } from '../../lib/sync/sync.ts';
import { PUBLICATION, type Served, type ServedMonth, serve } from '../unit/sync/served-index.ts';
import { setOnline, whenAskedToSync } from './browser-and-tab.ts';
import { followLens } from './database.ts';
import {
  CABLE,
  CONSENT,
  CONTRACT,
  documentOf,
  FERRY,
  LENSES,
  NEWS,
  PORTS,
  RESERVOIR,
} from './sample-cards.ts';
import { DAY, NOW } from './times.ts';

/** A publication that answers requests from memory, and functions that sync with it. */

let publication: Served;

/** Resets the publication to one that has published nothing yet. */
export function freshPublication(): void {
  publication = serve([]);
  vi.stubGlobal('fetch', publication.get);
}

/** A card as a segment contains it. */
interface CardOfMonth {
  readonly id: string;
  readonly [field: string]: unknown;
}

interface Published {
  /** Ids of analyses that the publication has withdrawn. */
  readonly without?: readonly string[];
  /** Additional cards of July. */
  readonly more?: readonly CardOfMonth[];
  /** Changed fields of cards, keyed by id. */
  readonly changed?: Readonly<Record<string, object>>;
  readonly offersTexts?: boolean;
  /** The first paragraph of texts, keyed by id. */
  readonly texts?: Readonly<Record<string, string>>;
  /** BCP 47 tag of the publication's language, and a function that writes its texts in that language. */
  readonly translated?: { readonly language: string; readonly translate: (words: string) => string };
}

/** The fields of the published files that do not hold texts in the publication's language. */
const UNTRANSLATED = new Set([
  'id',
  'url',
  'href',
  'document',
  'lens',
  'sources',
  'sourceHeadline',
  'published',
  'updated',
]);
const ALSO_UNTRANSLATED = new Set(['paragraph', 'quote', 'list', 'heading', 'emphasis', 'link', 'strong']);

/** Writes all texts of a published value in another language. */
function translated<T>(value: T, translate: (words: string) => string, name = ''): T {
  const isText = typeof value === 'string' && !(name === 'type' && ALSO_UNTRANSLATED.has(value));
  if (isText) return translate(value) as T;
  if (Array.isArray(value)) return value.map((one) => translated(one, translate)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      UNTRANSLATED.has(key) ? one : translated(one, translate, key),
    ]),
  ) as T;
}

/**
 * The records that a first sync writes, keyed by what the publication publishes. They are the same each time, and a
 * real sync takes as long as the rest of a test. So only the first test with a key syncs; later tests get its records.
 */
const firstSyncs = new Map<string, readonly (readonly unknown[])[]>();

/** Publishes a companion index, and brings the database into the state after a sync with this index. */
export async function receiveIndex(published: Published = {}): Promise<void> {
  publish(published);
  const isFirst = (await db.state.count()) === 0;
  const known = isFirst ? firstSyncs.get(JSON.stringify(published)) : undefined;
  if (known) await db.transaction('rw', db.tables, () => Promise.all(db.tables.map(putBack)));
  else await sync(publication.get);
  if (isFirst && !known)
    firstSyncs.set(JSON.stringify(published), await Promise.all(db.tables.map((table) => table.toArray())));

  function putBack(table: Table, n: number): Promise<unknown> {
    return table.bulkAdd(known?.[n] ?? []);
  }
}

function publish({
  without = [],
  more = [],
  changed = {},
  offersTexts = true,
  texts = {},
  translated: { language, translate } = { language: 'en', translate: (words) => words },
}: Published): void {
  const month = (name: string, ...cards: readonly CardOfMonth[]): ServedMonth => {
    const shown = cards
      .filter(({ id }) => !without.includes(id))
      .map((card) => translated({ ...card, ...changed[card.id] }, translate));
    return {
      month: name,
      cards: shown,
      ...(offersTexts
        ? {
            documents: shown.map((card) => ({
              ...translated(documentOf(card, texts[card.id]), translate),
              card,
            })),
          }
        : {}),
    };
  };
  const months = [
    month('2026-07', FERRY, PORTS, ...more),
    month('2026-06', CONTRACT, CONSENT),
    month('2026-05', RESERVOIR, CABLE),
  ];
  publication.publish(months, {
    generated: new Date(NOW - DAY).toISOString(),
    publication: {
      name: 'NOLIGARCHY.US',
      url: PUBLICATION,
      language,
      subscribe: '/subscribe',
      issues: '/issues',
    },
    lenses: translated(LENSES, translate),
  });
}

/**
 * Deletes the index and the states of the sync and the site. An update of the extension deletes the index, too, if it
 * changes the form in which cards are packed. The next sync fetches the index again.
 */
export async function loseIndex(): Promise<void> {
  await db.state.clear();
}

/**
 * Makes the index incomplete.
 *
 * @param knownBackTo the day since which the index has every analysis; absent if any analysis may be missing
 */
export async function receivePart(knownBackTo?: string): Promise<void> {
  await receiveIndex();
  const index = await indexState();
  const part = { ...index, incomplete: true, ...(knownBackTo ? { knownBackTo } : {}) } as IndexState;
  await db.state.put(part);
}

/** Follows a lens, then syncs new analyses of it. */
export async function receiveNews(number: number): Promise<void> {
  await followLens();
  await receiveIndex({ more: NEWS.slice(0, number) });
}

/** Replaces the publication's answer for files whose address ends in `file`. */
export function answerInstead(file: string, answer: () => Response | Promise<Response>): void {
  publication.instead.set(file, answer);
}

/** Takes the device offline, so that every request fails. */
export function goOffline(): void {
  setOnline(false);
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no network')));
}

/** Brings the device online again, and notifies the page. */
export function comeOnline(): void {
  setOnline(true);
  vi.stubGlobal('fetch', publication.get);
  dispatchEvent(new Event('online'));
}

/** Makes the background run a sync whenever a page asks for one. */
export function syncWhenAsked(): void {
  publish({});
  whenAskedToSync(async () => void (await sync(publication.get)));
}

/** Makes every sync that a page asks for run forever. */
export function syncNeverEnds(): void {
  whenAskedToSync(() => new Promise(() => undefined));
}
