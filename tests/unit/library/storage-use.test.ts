import { beforeEach, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { type StorageUse, storageUse } from '../../../lib/library/storage-use.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, serve } from '../sync/served-index.ts';

/** Tests the estimate of the storage that each part of the data uses. */

const IDS = ['ferry', 'ports', 'cable'];

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
});

const bytes = (use: StorageUse): Record<string, number> =>
  Object.fromEntries(Object.entries(use).map(([name, { bytes: size }]) => [name, size]));

it('an empty device holds nothing', async () => {
  const use = await storageUse();
  expect(use.saved).toMatchObject({ count: 0, highlights: 0 });
  expect(bytes(use)).toEqual({ saved: 0, texts: 0, index: 0, search: 0 });
});

it('each part grows only with the records that belong to it', async () => {
  const documents = IDS.map((id) => analysisDocument(id, 'words '.repeat(300)));
  const served = serve([{ month: '2026-07', cards: IDS.map((id) => card(id)), documents }]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  const listed = await storageUse();
  expect(listed.index.count).toBe(3);
  expect(listed.index.bytes).toBeGreaterThan(500);

  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
  const ahead = await storageUse();
  expect(ahead.texts.count).toBe(1);
  expect(bytes(ahead)).toEqual({ ...bytes(listed), texts: expect.any(Number) });
  expect(ahead.texts.bytes).toBeGreaterThan(100);

  const found = await cardById('ferry');
  if (found) await saveAnalysis(found, 1);
  const saved = await storageUse();
  expect(saved.saved).toMatchObject({ count: 1, highlights: 0 });
  expect(saved.saved.bytes).toBeGreaterThan(1800);
  expect(saved.texts).toEqual(ahead.texts);
});
