import Dexie from 'dexie';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { setWritesHeld } from '../../../lib/db/opening.ts';
import { SCHEMA_VERSION } from '../../../lib/db/versions.ts';
import { endFaults, failOperation, faultOf } from './faults.ts';
import { OLD_DATABASES, oldDatabase, putInPlace } from './old-databases.ts';

/**
 * Operation n of an upgrade fails, for n = 1, 2, … until it meets no failure, from every form of the database that
 * ever landed. After each fault the old database stands as it was, or the new one whole; and the next access upgrades
 * it by itself.
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

/** Version and records of what is on the disk, without looking at it as the extension does. */
async function onDisk(): Promise<{ version: number; tables: Record<string, unknown[]> }> {
  const plain = new Dexie('civic-lens');
  await plain.open();
  const tables: Record<string, unknown[]> = {};
  for (const table of plain.tables) tables[table.name] = await table.toArray();
  const version = plain.verno;
  plain.close();
  return { version, tables };
}

/** All that is the reader's, as this version has it. */
async function reader(): Promise<object> {
  const [saved, texts, followed] = await Promise.all([
    db.saved.toArray(),
    db.savedTexts.toArray(),
    db.followed.toArray(),
  ]);
  return { saved, texts, followed, verno: db.verno };
}

describe.each(OLD_DATABASES)('an upgrade from %s', (name) => {
  it('that meets a fault changes nothing, and succeeds at the next access', async () => {
    const old = oldDatabase(name);
    await putInPlace(db, old);
    const before = await onDisk();
    const after = await reader();
    expect(after).toMatchObject({ verno: SCHEMA_VERSION });
    for (let n = 1; ; n++) {
      await putInPlace(db, old);
      const end = failOperation(n, faultOf(n + OLD_DATABASES.findIndex(([other]) => other === name)));
      const error = await db.open().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      const hasFailed = end();
      if (error) expect([n, await onDisk()]).toEqual([n, before]);
      expect([n, await reader()]).toEqual([n, after]);
      if (!hasFailed) break;
    }
  });
});
