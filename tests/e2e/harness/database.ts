import type { Reader } from './reader.ts';

/** Moves the time of the last successful check back, as if the reader had been away for some days. */
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

/** Changes a saved analysis as if it had been missing from the index for some days longer. */
export async function ageAbsence(reader: Reader, id: string, days: number): Promise<void> {
  await reader.ask(
    async (_, wanted, milliseconds) => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await done(indexedDB.open('civic-lens'));
      const saved = database.transaction('saved', 'readwrite').objectStore('saved');
      const record = await done(saved.get(wanted));
      await done(saved.put({ ...record, unlistedSince: record.unlistedSince - milliseconds }));
      database.close();
    },
    id,
    days * 24 * 3_600_000,
  );
}

/**
 * Changes the version number of the database and keeps its records. A number above the extension's own simulates the
 * database of a newer version; that database also gets a table that this version does not know. The extension closes
 * its open connections by itself.
 *
 * @param version the version number of IndexedDB, which is ten times Dexie's
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
    // Request the deletion and the opening at once, so that no other connection can open the database in between.
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

/** Deletes the database, as if the browser had evicted it. */
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
