import { describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { addHighlight } from '../../../lib/library/highlights.ts';
import { undo } from '../../../lib/library/journal.ts';
import { addLabel } from '../../../lib/library/labels.ts';
import { storeNote } from '../../../lib/library/notes.ts';
import { changeReadingState, storePosition } from '../../../lib/library/reading-states.ts';
import { NO_RECORDS } from '../../../lib/transfer/import-batch.ts';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import { highlightOf } from '../db/highlight.ts';
import { record, saved } from './three-saved-analyses.ts';

/** Tests that pages that change different fields of one analysis at the same time keep each other's changes. */

/** Changes of "ferry", as different pages make them. Each returns the id with which Undo reverses it. */
const CHANGES: Readonly<Record<string, () => Promise<string | undefined>>> = {
  note: async () => (await storeNote('ferry', 'Ask again.', '', 1000))?.undo,
  label: () => addLabel(['ferry'], 'water'),
  state: () => changeReadingState(['ferry'], 'archive'),
  highlight: async () => {
    await addHighlight('ferry', highlightOf('a'));
    return undefined;
  },
  position: async () => {
    await storePosition('ferry', { section: 1, offset: 9 });
    return undefined;
  },
  import: async () => {
    const analyses = [{ saved: record('ferry', { labels: ['tolls'], highlights: [highlightOf('b')] }) }];
    await importBlock({ ...NO_RECORDS, analyses }, { id: 'import', about: 'a.json', at: 1, block: 0 });
    return 'import';
  },
};

const NAMES = Object.keys(CHANGES);

/** Returns the record of "ferry" with its lists in alphabetical order. */
async function ferry(): Promise<unknown> {
  const { labels = [], highlights = [], ...fields } = (await saved('ferry')) ?? record('ferry');
  return { ...fields, labels: labels.toSorted(), highlights: highlights.map(({ id }) => id).sort() };
}

const CHANGED = {
  ...record('ferry', { note: 'Ask again.', notedAt: 1000, state: 'archived' }),
  position: { section: 1, offset: 9 },
  labels: ['tolls', 'water'],
  highlights: ['a', 'b'],
};

describe('different fields of one analysis that several pages change at once', () => {
  it.each(NAMES.map((_, n) => [...NAMES.slice(n), ...NAMES.slice(0, n)].join(', ')))(
    'all have their new values, and Undo of one change keeps the others: %s',
    async (order) => {
      const undos = await Promise.all(order.split(', ').map((name) => CHANGES[name]?.()));
      expect(await ferry()).toEqual(CHANGED);
      expect(await db.uncopied.get('saved/ferry')).toBeDefined();
      for (const id of undos) if (id !== undefined) await undo(id);
      expect(await ferry()).toEqual({ ...CHANGED, state: 'unread', labels: [], highlights: ['a'] });
    },
  );
});
