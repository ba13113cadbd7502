import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from '../../../lib/browser/browser.ts';
import { db } from '../../../lib/db/database.ts';
import { undo } from '../../../lib/library/journal.ts';
import type { ImportActions } from '../../../lib/transfer/import-batch.ts';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import { importFile } from '../../../lib/transfer/run-import.ts';
import { resetBrowser } from '../fake-browser.ts';
import { emptyDevice, exported, type Library, library, store } from './generated-library.ts';

/**
 * Tests how imports end. Each import calls `endImport` once at its end: the background then fetches missing texts, and
 * updates badges and notifications.
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
  return () => vi.restoreAllMocks();
});

/** Returns an `importBlock` that stores this number of blocks, and then fails. */
function fullAfter(blocks: number, error: Error): ImportActions['importBlock'] {
  let left = blocks;
  return async (...args) => {
    if (left-- === 0) throw error;
    return importBlock(...args);
  };
}

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

  it('also ends if its first block cannot be stored, and then fails as a whole', async () => {
    const full = new Error('The disk is full.');
    const actions = { importBlock: () => Promise.reject(full), endImport };
    await expect(importFile(await exportedFile(), 'one', actions)).rejects.toBe(full);
    expect(ends).toBe(1);
  });

  it('that stops after a stored block says why, and counts what was stored', async () => {
    const full = new Error('The disk is full.');
    const actions = { importBlock: fullAfter(1, full), endImport };
    const { end, added, present, isUndoable } = await importFile(await exportedFile(), 'one', actions);
    expect([end, added, present, isUndoable, ends]).toEqual([{ how: 'stopped', error: full }, 5, 0, true, 1]);
    expect(await db.saved.count()).toBe(5);
    expect(await undo('one')).toEqual({ state: 'undone', number: 5 });
    expect(await db.saved.count()).toBe(0);
  });

  it('that stops at the settings of the file counts the records before them', async () => {
    await store({ ...OWN, saved: [], removed: [], texts: [], earlierTexts: [] });
    const file = new File([await exported()], 'library.json');
    await emptyDevice();
    const full = new Error('The disk is full.');
    vi.spyOn(browser.storage.local, 'set').mockRejectedValue(full);
    const { end, isUndoable } = await importFile(file, 'one', { importBlock, endImport });
    expect([end, isUndoable]).toEqual([{ how: 'stopped', error: full }, true]);
  });

  it('still gives its report if `endImport` fails', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    const failing = (): Promise<never> => Promise.reject(new Error('no background'));
    const { end, added } = await importFile(await exportedFile(), 'one', { importBlock, endImport: failing });
    expect([end, added]).toEqual([{ how: 'whole' }, 5]);
    expect(error.mock.calls.map(([words]) => words)).toEqual([
      'Civic Lens, end an import: unexpected error.',
    ]);
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
    expect([report.end, report.isUndoable, ends]).toEqual([{ how: 'cancelled' }, false, 1]);
  });

  it('of a file whose content is already in the library has nothing to undo', async () => {
    const file = await exportedFile();
    await importFile(file, 'one', { importBlock, endImport });
    const { added, present, isUndoable } = await importFile(file, 'two', { importBlock, endImport });
    expect([added, present, isUndoable]).toEqual([0, 5, false]);
    expect(await undo('two')).toEqual({ state: 'gone' });
  });

  it('can be undone if the background stored its blocks, but the page sent each of them twice', async () => {
    const twice: ImportActions['importBlock'] = async (...args) => {
      await importBlock(...args);
      return importBlock(...args);
    };
    const { added, isUndoable } = await importFile(await exportedFile(), 'one', {
      importBlock: twice,
      endImport,
    });
    expect([added, isUndoable]).toEqual([5, true]);
    expect(await undo('one')).toEqual({ state: 'undone', number: 5 });
  });

  it('that the reader cancels after a block which changed nothing has nothing to undo', async () => {
    const file = await exportedFile();
    await importFile(file, 'one', { importBlock, endImport });
    const control = new AbortController();
    const cancelling: ImportActions['importBlock'] = async (...args) => {
      const counts = await importBlock(...args);
      control.abort();
      return counts;
    };
    const actions = { importBlock: cancelling, endImport };
    const { end, present, isUndoable } = await importFile(file, 'two', actions, { signal: control.signal });
    expect([end, present, isUndoable]).toEqual([{ how: 'cancelled' }, 5, false]);
  });
});
