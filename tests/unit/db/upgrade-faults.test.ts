import Dexie from 'dexie';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { setWritesHeld } from '../../../lib/db/open-database.ts';
import { SCHEMA_VERSION } from '../../../lib/db/versions.ts';
import { endFaults, FAULTS, failOperation } from './faults.ts';
import { OLD_DATABASES, oldDatabase, putInPlace } from './old-databases.ts';

/**
 * For each earlier form of the database: makes operation n of its upgrade fail in each way, for n = 1, 2, … until the
 * upgrade has fewer than n operations. If the upgrade fails, the old database is unchanged, and the first access
 * without a fault upgrades it.
 */

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(async () => {
  vi.restoreAllMocks();
  setWritesHeld(false);
  db.close({ disableAutoOpen: false });
  await Dexie.delete('civic-lens');
});

afterAll(endFaults);

/** Returns the version and the records of the database on the disk, read without the schema of the extension. */
async function onDisk(): Promise<{ version: number; tables: Record<string, unknown[]> }> {
  const plain = new Dexie('civic-lens');
  await plain.open();
  const tables: Record<string, unknown[]> = {};
  for (const table of plain.tables) tables[table.name] = await table.toArray();
  const version = plain.verno;
  plain.close();
  return { version, tables };
}

/** Returns the reader's records after an upgrade, and the version of the database. */
async function reader(): Promise<object> {
  const [saved, texts, followed] = await Promise.all([
    db.saved.toArray(),
    db.savedTexts.toArray(),
    db.followed.toArray(),
  ]);
  return { saved, texts, followed, verno: db.verno };
}

describe.each(OLD_DATABASES)('an upgrade from %s', (name) => {
  it('changes nothing if an operation fails, and succeeds at the next access', async () => {
    const old = oldDatabase(name);
    await putInPlace(db, old);
    const before = await onDisk();
    const after = await reader();
    expect(after).toMatchObject({ verno: SCHEMA_VERSION });
    for (let n = 1, isOver = false; !isOver; n++) {
      await putInPlace(db, old);
      for (const fault of FAULTS) {
        const end = failOperation(n, fault);
        const error = await db.open().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        isOver = !end();
        if (isOver) break;
        // The database is unchanged, so the next fault meets the same upgrade.
        if (error) expect([n, fault, await onDisk()]).toEqual([n, fault, before]);
        else {
          expect([n, fault, await reader()]).toEqual([n, fault, after]);
          await putInPlace(db, old);
        }
      }
      expect([n, await reader()]).toEqual([n, after]);
    }
  });
});
