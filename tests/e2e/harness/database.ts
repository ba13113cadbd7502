import type { Reader } from './reader.ts';

/** Sets back when the index was last confirmed, as if the reader came home after some days. */
export async function ageIndex(reader: Reader, days: number): Promise<void> {
  await reader.ask(
    (_, milliseconds) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('civic-lens');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const state = opening.result.transaction('state', 'readwrite').objectStore('state');
          const reading = state.get('sync');
          reading.onsuccess = () => {
            const writing = state.put({
              ...reading.result,
              checkedAt: reading.result.checkedAt - milliseconds,
            });
            writing.onsuccess = () => {
              opening.result.close();
              resolve();
            };
          };
        };
      }),
    days * 24 * 3_600_000,
  );
}

/** Has the reader follow a lens. */
export async function followLens(reader: Reader, id: string, name: string): Promise<void> {
  await reader.ask(
    (_, record) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('civic-lens');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result
            .transaction('followed', 'readwrite')
            .objectStore('followed')
            .put(record);
          writing.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    { key: `lens:${id}`, kind: 'lens', id, name, followedAt: 1 },
  );
}

/**
 * Gives the database another version number, with all that is in it. A higher one than the extension's is what a
 * newer version of the extension leaves behind, which also has a table of its own. The extension's connections close
 * by themselves.
 *
 * @param version as IndexedDB counts it: ten times Dexie's
 */
export async function changeVersion(reader: Reader, version: number): Promise<void> {
  await reader.ask(async (_, wanted) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const before = await done(indexedDB.open('civic-lens'));
    const names = [...before.objectStoreNames];
    const stores = await Promise.all(
      names.map(async (name) => {
        const store = before.transaction(name).objectStore(name);
        const indexes = [...store.indexNames].map((index) => {
          const { keyPath, multiEntry, unique } = store.index(index);
          return { index, keyPath, options: { multiEntry, unique } };
        });
        return { name, keyPath: store.keyPath, indexes, records: await done(store.getAll()) };
      }),
    );
    before.close();
    // Both are queued together: nobody opens the database in between.
    const deleting = indexedDB.deleteDatabase('civic-lens');
    const opening = indexedDB.open('civic-lens', wanted);
    opening.onupgradeneeded = () => {
      const isNewer = wanted > before.version;
      const watched = { name: 'ofANewerVersion', keyPath: 'id', indexes: [], records: [{ id: 'kept' }] };
      for (const { name, keyPath, indexes, records } of isNewer ? [...stores, watched] : stores) {
        if (!isNewer && name === 'ofANewerVersion') continue;
        const store = opening.result.createObjectStore(name, { keyPath });
        for (const { index, keyPath: path, options } of indexes) store.createIndex(index, path, options);
        for (const record of records) store.put(record);
      }
    };
    await done(deleting);
    (await done(opening)).close();
  }, version);
}

/** Deletes the database, as a browser does that gives it up. */
export async function loseDatabase(reader: Reader): Promise<void> {
  await reader.ask(
    () =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('civic-lens');
        deleting.onsuccess = () => resolve();
        deleting.onerror = () => reject(deleting.error);
      }),
  );
}
