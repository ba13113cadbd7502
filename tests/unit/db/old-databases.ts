import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Dexie from 'dexie';

/** Databases that earlier versions of the extension wrote. `upgrade.test.ts` describes them. */

/** The forms that the database had in earlier releases, each with the number of `followed` records in its file. */
export const OLD_DATABASES: readonly (readonly [name: string, followed: number])[] = [
  ['version-1-first', 1],
  ['version-1-blocks', 1],
  ['version-1-sites', 1],
  ['version-1-follows', 3],
  ['version-2', 3],
  ['version-3', 3],
  ['version-4', 3],
  ['version-5', 3],
  ['version-6', 3],
  ['version-7', 3],
];

export interface OldDatabase {
  readonly version: number;
  readonly stores: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

const TYPES = { Uint8Array, Uint16Array, Uint32Array };

export function oldDatabase(name: string): OldDatabase {
  const file = join(import.meta.dirname, 'old-databases', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8'), (_, value) => {
    if (typeof value?.base64 !== 'string') return value;
    const bytes = Uint8Array.from(Buffer.from(value.base64, 'base64'));
    return new TYPES[value.$ as keyof typeof TYPES](bytes.buffer);
  });
}

/** Replaces the present database with an old one. */
export async function putInPlace(db: Dexie, { version, stores, tables }: OldDatabase): Promise<void> {
  db.close({ disableAutoOpen: false });
  await Dexie.delete('civic-lens');
  const old = new Dexie('civic-lens');
  old.version(version).stores(stores);
  for (const [name, records] of Object.entries(tables)) await old.table(name).bulkPut([...records]);
  old.close();
}
