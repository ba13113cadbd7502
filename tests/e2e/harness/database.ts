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
