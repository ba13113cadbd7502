import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { hostPlace } from '../../../lib/page/host-list.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION, type Served, serve } from './served-index.ts';

/** Tests the host list, which syncs write and content scripts read. */

const at = (id: string, host: string): object => card(id, { sources: [`https://${host}/${id}`] });
const month = (...cards: object[]): { month: string; cards: object[] } => ({ month: '2026-07', cards });

let served: Served;
/** The objects that syncs wrote to `storage.local` after the first sync. */
const writes: object[] = [];
beforeEach(async () => {
  resetBrowser(`${PUBLICATION}*`);
  vi.restoreAllMocks();
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([month(at('ferry', 'outlet.example'), at('ports', 'gazette.example'))]);
  await sync(served.get);
  const set = fakeBrowser.storage.local.set.bind(fakeBrowser.storage.local);
  writes.splice(0);
  vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async (items) => {
    writes.push(items);
    await set(items);
  });
});

/** Returns the keys of the host list that syncs wrote. */
const written = (): string[] => writes.flatMap(Object.keys).filter((key) => /^(?:hosts|wrapping)/.test(key));

async function isListed(host: string): Promise<boolean> {
  const [part, entry] = hostPlace(host);
  return String((await fakeBrowser.storage.local.get(part))[part]).includes(entry);
}

it('the first sync writes the whole host list', async () => {
  const stored = Object.keys(await fakeBrowser.storage.local.get(null));
  expect(stored.filter((key) => key.startsWith('hosts'))).toHaveLength(256);
  expect(stored).toContain('wrapping');
  expect([await isListed('outlet.example'), await isListed('courier.example')]).toEqual([true, false]);
});

it('a sync does not write the host list if no host has changed', async () => {
  served.publish([
    month(at('ferry', 'outlet.example'), at('ports', 'gazette.example'), at('bus', 'outlet.example')),
  ]);
  await sync(served.get);
  await sync(served.get);
  expect(written()).toEqual([]);
});

it('a sync writes only those parts of the host list in which hosts were added or removed', async () => {
  served.publish([month(at('ferry', 'outlet.example'), at('bus', 'courier.example'))]);
  await sync(served.get);
  const parts = ['courier.example', 'gazette.example'].map((host) => hostPlace(host)[0]);
  expect(written().sort()).toEqual([...new Set(parts)].sort());
  expect([await isListed('outlet.example'), await isListed('courier.example')]).toEqual([true, true]);
  expect(await isListed('gazette.example')).toBe(false);
});
