import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import { importFile } from '../../../lib/transfer/run-import.ts';
import { resetBrowser } from '../fake-browser.ts';
import { emptyDevice, exported, type Library, library, store } from './generated-library.ts';

/**
 * Tests that each import calls `endImport` once at its end. The background then fetches missing texts, and updates
 * badges and notifications.
 */

const [OWN] = fc.sample(library, { seed: 11, numRuns: 200 }).filter(({ saved }) => saved.length === 5) as [
  Library,
];

let ends: number;
const endImport = async (): Promise<void> => {
  ends++;
};

beforeEach(() => {
  resetBrowser('*://*/*');
  ends = 0;
});

/** Returns an exported library as a file, and empties the device. */
async function exportedFile(): Promise<File> {
  await store(OWN);
  const file = new File([await exported()], 'library.json');
  await emptyDevice();
  return file;
}

describe('an import', () => {
  it('ends once after its blocks', async () => {
    const { added } = await importFile(await exportedFile(), 'one', { importBlock, endImport });
    expect([added, ends]).toEqual([5, 1]);
  });

  it('also ends if a block cannot be stored', async () => {
    const full = new Error('The disk is full.');
    const actions = { importBlock: () => Promise.reject(full), endImport };
    await expect(importFile(await exportedFile(), 'one', actions)).rejects.toBe(full);
    expect(ends).toBe(1);
  });

  it('also ends if the reader cancels it', async () => {
    const control = new AbortController();
    control.abort();
    const report = await importFile(
      await exportedFile(),
      'one',
      { importBlock, endImport },
      { signal: control.signal },
    );
    expect([report.isCancelled, ends]).toEqual([true, 1]);
  });
});
