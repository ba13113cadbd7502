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
