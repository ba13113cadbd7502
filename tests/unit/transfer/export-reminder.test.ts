import { beforeEach, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { exportReminder, postponeExport, recordExport } from '../../../lib/transfer/export-reminder.ts';
import { resetBrowser } from '../fake-browser.ts';

/** Tests when the library offers to export a copy. */

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 6, 3);

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
});

const saved = (count: number): Promise<unknown> =>
  db.saved.bulkPut(Array.from({ length: count }, (_, n) => ({ id: `story-${n}` })) as never);
const change = (changes: number): Promise<unknown> => db.readerFacts.put({ name: 'changed', changes });
const isDue = async (days: number): Promise<boolean> => (await exportReminder(NOW + days * DAY)).isDue;

it.each([
  [19, false],
  [20, true],
])('with %i saved analyses, an export is due: %s', async (count, expected) => {
  await saved(count);
  expect(await isDue(0)).toBe(expected);
});

it('after an export, the next export is due a month later, if anything has changed', async () => {
  await saved(20);
  await change(1);
  await recordExport(NOW);
  expect(await exportReminder(NOW)).toEqual({ isDue: false, lastFileAt: NOW });
  expect(await isDue(31)).toBe(false);
  await change(2);
  expect(await isDue(29)).toBe(false);
  expect(await isDue(30)).toBe(true);
});

it('a reader who postpones the export is asked again a month later', async () => {
  await saved(20);
  await postponeExport(NOW);
  expect([await isDue(0), await isDue(29), await isDue(30)]).toEqual([false, false, true]);
});

it('postponing keeps the day of the last export', async () => {
  await recordExport(NOW);
  await postponeExport(NOW + 40 * DAY);
  expect((await exportReminder(NOW + 40 * DAY)).lastFileAt).toBe(NOW);
});

it('a time in the future, from a wrong clock, does not postpone the offer', async () => {
  await saved(20);
  await postponeExport(NOW + 900 * DAY);
  expect(await isDue(0)).toBe(true);
});
