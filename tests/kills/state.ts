import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Reader } from '../e2e/harness/reader.ts';

/** The reader's data in the database and in the second copy: ids of analyses, and keys of what the reader follows. */
export interface Stored {
  /** Version number of the database in IndexedDB. */
  readonly version: number;
  /** Ids of saved analyses. */
  readonly saved: readonly string[];
  /** Ids of saved analyses whose record says that there is a text. */
  readonly withText: readonly string[];
  /** Ids of the texts. */
  readonly texts: readonly string[];
  readonly removed: readonly string[];
  readonly followed: readonly string[];
  /**
   * Ids of saved analyses whose record has the form of an older database: without a reading state, or with the text in
   * the record.
   */
  readonly ofOldForm: readonly string[];
  /** Keys of changes that are not yet in the second copy. */
  readonly uncopied: readonly string[];
  /** The second copy in `storage.local`. */
  readonly copy: {
    readonly saved: readonly string[];
    readonly removed: readonly string[];
    readonly followed: readonly string[];
  };
}

/** Reads the database and the second copy in a page of the extension, without the extension's own code. */
export function readStored(reader: Reader): Promise<Stored> {
  return reader.ask(async (api) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    if (!(await indexedDB.databases()).some(({ name }) => name === 'civic-lens'))
      throw new Error('there is no database');
    const database = await done(indexedDB.open('civic-lens'));
    // biome-ignore lint/suspicious/noExplicitAny: records of old and new forms
    const all = async (table: string): Promise<any[]> =>
      database.objectStoreNames.contains(table)
        ? done(database.transaction(table).objectStore(table).getAll())
        : [];
    // Read only the keys of the texts: the texts of thousands of analyses would take long to read.
    const keys = async (table: string): Promise<string[]> =>
      database.objectStoreNames.contains(table)
        ? (done(database.transaction(table).objectStore(table).getAllKeys()) as Promise<string[]>)
        : [];
    const saved = await all('saved');
    const local: Record<string, { removedAt?: number }> = await api.storage.local.get(null);
    const copied = (prefix: string, isRemoved: boolean): string[] =>
      Object.entries(local)
        .filter(([key, value]) => key.startsWith(prefix) && (value.removedAt !== undefined) === isRemoved)
        .map(([key]) => key.slice(prefix.length))
        .sort();
    const stored = {
      version: database.version,
      saved: saved.map(({ id }) => id).sort(),
      withText: saved.filter(({ textState }) => textState === 'kept').map(({ id }) => id),
      texts: await keys('savedTexts'),
      removed: (await keys('removed')).sort(),
      followed: (await all('followed')).map(({ key }) => key).sort(),
      ofOldForm: saved.filter((record) => !record.state || 'text' in record).map(({ id }) => id),
      uncopied: (await all('uncopied')).map(({ key }) => key),
      copy: {
        saved: copied('kept:', false),
        removed: copied('kept:', true),
        followed: copied('kept-followed:', false),
      },
    };
    database.close();
    return stored;
  });
}

/**
 * Looks for incomplete records, and for differences between the database and the second copy. Returns one line for each
 * kind of fault, with the ids of the records.
 */
export function faultsOf(stored: Stored): string[] {
  const { saved, withText, texts, removed, followed, ofOldForm, copy } = stored;
  const list = (what: string, ids: readonly string[]): string[] =>
    ids.length > 0 ? [`${what}: ${ids}`] : [];
  const [known, gone, thatHaveText, copiedAsRemoved] = [saved, removed, texts, copy.removed].map(
    (ids) => new Set(ids),
  ) as [Set<string>, Set<string>, Set<string>, Set<string>];
  return [
    ...list(
      'the record says that the text is kept, but there is no text',
      withText.filter((id) => !thatHaveText.has(id)),
    ),
    ...list(
      'text without a record',
      texts.filter((id) => !known.has(id) && !gone.has(id)),
    ),
    ...list(
      'saved and removed at the same time',
      saved.filter((id) => gone.has(id)),
    ),
    ...list('in an old form', ofOldForm),
    ...(`${copy.saved}` === `${saved}`
      ? []
      : [`saved in the copy: ${copy.saved}; in the database: ${saved}`]),
    ...list(
      'removed, but not in the copy',
      removed.filter((id) => !copiedAsRemoved.has(id)),
    ),
    ...(`${copy.followed}` === `${followed}`
      ? []
      : [`followed in the copy: ${copy.followed}; in the database: ${followed}`]),
  ];
}

const OLD_DATABASES = resolve(import.meta.dirname, '../unit/db/old-databases');

/** Names of the databases that older versions of the extension wrote. */
export const oldDatabases: readonly string[] = globSync(`${OLD_DATABASES}/*.json`)
  .map((file) => basename(file, '.json'))
  .sort();

/** Ids of the saved analyses in every old database. */
export const OLD_SAVED = ['ferry', 'meter', 'rail'];
/**
 * Keys of what the reader follows in the oldest databases, keyed by the database's name (see
 * `tests/unit/db/upgrade.test.ts`).
 */
export const OLD_FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  'version-1-first': ['lens:rulebook'],
  'version-1-blocks': ['lens:rulebook'],
  'version-1-sites': ['lens:rulebook'],
};
/** Keys of what the reader follows in all other old databases. */
export const LATER_FOLLOWED = ['lens:rulebook', 'outlet:harbour courier', 'topic:shipping'];

/**
 * Replaces the database by one that an older version of the extension wrote. Removes the second copy, because it
 * belongs to the replaced database.
 *
 * @param copies how many copies of each saved analysis to add, with its text. Copy 7 of "rail" has the id "rail-7"
 */
export async function placeOldDatabase(reader: Reader, name: string, copies = 0): Promise<void> {
  const json = readFileSync(`${OLD_DATABASES}/${name}.json`, 'utf8');
  await reader.ask(
    async (api, text, number) => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const types = { Uint8Array, Uint16Array, Uint32Array };
      const old = JSON.parse(text, (_, value) => {
        if (typeof value?.base64 !== 'string') return value;
        const bytes = Uint8Array.from(atob(value.base64), (letter) => letter.charCodeAt(0));
        return new types[value.$ as keyof typeof types](bytes.buffer);
      });
      const local = await api.storage.local.get(null);
      await api.storage.local.remove(Object.keys(local).filter((key) => key.startsWith('kept')));
      const deleting = indexedDB.deleteDatabase('civic-lens');
      const opening = indexedDB.open('civic-lens', old.version * 10);
      opening.onupgradeneeded = () => {
        for (const [store, schema] of Object.entries<string>(old.stores)) {
          const [keyPath = '', ...indexes] = schema.split(/,\s*/);
          const made = opening.result.createObjectStore(store, { keyPath });
          for (const index of indexes)
            made.createIndex(index, index.startsWith('[') ? index.slice(1, -1).split('+') : index);
          for (const record of old.tables[store] ?? []) {
            made.put(record);
            if (store !== 'saved' && store !== 'savedTexts') continue;
            for (let n = 1; n <= number; n++) {
              const id = `${record.id}-${n}`;
              made.put({ ...record, id, ...(record.card ? { card: { ...record.card, id } } : {}) });
            }
          }
        }
      };
      await done(deleting);
      (await done(opening)).close();
    },
    json,
    copies,
  );
}
