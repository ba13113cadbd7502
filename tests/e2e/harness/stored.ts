/** Reads what the extension stores. These functions run in a page of the extension. */

// biome-ignore lint/suspicious/noExplicitAny: the browser's own API, for tests only
export type ExtensionApi = any;

/** Everything that the extension stores. */
export interface Stored {
  readonly local: Readonly<Record<string, unknown>>;
  readonly session: Readonly<Record<string, unknown>>;
  /** Numbers of records, keyed by "database/table". */
  readonly records: Readonly<Record<string, number>>;
}

/** Returns the number of records in a table, without reading them. */
export async function countIn(_: ExtensionApi, table: string): Promise<number> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  // Opening a database that does not exist would create it.
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    try {
      if (database.objectStoreNames.contains(table))
        return await done(database.transaction(table).objectStore(table).count());
    } finally {
      database.close();
    }
  }
  throw new Error(`the extension has no table "${table}"`);
}

/** Returns everything that the extension stores. */
export async function storedBy(api: ExtensionApi): Promise<Stored> {
  const records: Record<string, number> = {};
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const table of database.objectStoreNames) {
      records[`${name}/${table}`] = await new Promise<number>((resolve, reject) => {
        const counting = database.transaction(table).objectStore(table).count();
        counting.onsuccess = () => resolve(counting.result);
        counting.onerror = () => reject(counting.error);
      });
    }
    database.close();
  }
  return {
    local: await api.storage.local.get(null),
    session: await api.storage.session.get(null),
    records,
  };
}
