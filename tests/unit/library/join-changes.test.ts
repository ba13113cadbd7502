import { describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { addHighlight, storeComment } from '../../../lib/library/highlights.ts';
import { JOINED_FOR_MS } from '../../../lib/library/join-changes.ts';
import { undo, undoableChanges } from '../../../lib/library/journal.ts';
import { addLabel, labels, setLabelGlyph } from '../../../lib/library/labels.ts';
import { storeNote } from '../../../lib/library/notes.ts';
import { changeReadingState } from '../../../lib/library/reading-states.ts';
import { highlightOf } from '../db/highlight.ts';
import { NOW } from './saving.ts';
import { record, saved } from './three-saved-analyses.ts';

const SECOND = 1000;

/** Stores texts as the note of "ferry", one every second, as a field does while the reader types. */
async function type(texts: readonly string[], from = NOW): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for (const [n, text] of texts.entries()) {
    const before = (await saved('ferry'))?.note ?? '';
    ids.push((await storeNote('ferry', text, before, from + n * SECOND))?.undo);
  }
  return ids;
}

/** Returns what the list of changes shows of each change: its kind, and the beginning of the replaced text. */
const listed = async (): Promise<unknown[]> =>
  (await undoableChanges(NOW)).map(({ kind, words }) => [kind, words]);

const note = async (): Promise<string | undefined> => (await saved('ferry'))?.note;

describe('consecutive changes of a note', () => {
  it('are one change, whose Undo restores the first text', async () => {
    const ids = await type(['Who sings?', 'Who signs?', 'Who signed?', 'Who signed it?', 'Who signed it?!']);
    const [id] = [...new Set(ids.slice(1))];
    expect(ids).toEqual([undefined, id, id, id, id]);
    expect(await listed()).toEqual([['note', 'Who sings?']]);
    await undo(id ?? '');
    expect(await saved('ferry')).toMatchObject({ note: 'Who sings?', notedAt: NOW });
  });

  it('leave nothing to undo if they end with the first text', async () => {
    expect(await type(['Who signed?', 'Who sings?', 'Who signed?'])).toEqual([
      undefined,
      expect.any(String),
      undefined,
    ]);
    expect(await listed()).toEqual([]);
  });

  it.each<[why: string, changes: () => Promise<unknown>, listed: unknown[]]>([
    [
      'more than ten minutes pass',
      () => type(['Who signs it?'], NOW + 2 * SECOND + JOINED_FOR_MS),
      [
        ['note', 'Who signed it?'],
        ['note', 'Who sings it?'],
      ],
    ],
    [
      'the reader changes something else in between',
      async () => {
        await changeReadingState(['ports'], 'archive', NOW + 5 * SECOND);
        await type(['Who signs it?'], NOW + 6 * SECOND);
      },
      [
        ['note', 'Who signed it?'],
        ['archived', undefined],
        ['note', 'Who sings it?'],
      ],
    ],
    [
      'a later change deletes most of the text',
      () => type(['Who'], NOW + 5 * SECOND),
      [
        ['note', 'Who signed it?'],
        ['note', 'Who sings it?'],
      ],
    ],
    [
      'the note belongs to another analysis',
      async () => {
        await storeNote('ports', 'Who sings?', '', NOW + 5 * SECOND);
        await storeNote('ports', 'Who signs?', 'Who sings?', NOW + 6 * SECOND);
      },
      [
        ['note', 'Who sings?'],
        ['note', 'Who sings it?'],
      ],
    ],
  ])('are two changes if %s', async (_, change, expected) => {
    await type(['Who sings it?', 'Who signed it?']);
    await change();
    expect(await listed()).toEqual(expected);
  });

  it('are two changes if the first was undone', async () => {
    const [, id = ''] = await type(['Who sings it?', 'Who signed it?']);
    await undo(id, NOW + 5 * SECOND);
    await type(['Who signs it?'], NOW + 6 * SECOND);
    expect(await listed()).toEqual([
      ['note', 'Who sings it?'],
      ['note', 'Who signed it?'],
    ]);
  });
});

describe('Undo of a note', () => {
  it('keeps the words that the reader has added below in the meantime', async () => {
    const [, id = ''] = await type(['Who sings it?', 'Who signed it?']);
    await type(['Who signed it?\n\nIn July.'], NOW + 2 * SECOND + JOINED_FOR_MS);
    expect(await undo(id)).toEqual({ state: 'undone', number: 1, again: expect.any(String) });
    expect(await note()).toBe('Who sings it?\n\nIn July.');
  });

  it.each([
    ['a letter of the last word', 'Check the dam figures', 'Check dam figure', 'Check dam figures'],
    ['a sentence in the last line', 'Who sings it?', 'Who signed it?', 'Who signed it? In July.'],
  ])('changes nothing if the reader has typed %s in the meantime', async (_, first, next, now) => {
    const [, id = ''] = await type([first, next]);
    await type([now], NOW + 2 * SECOND + JOINED_FOR_MS);
    expect(await undo(id)).toEqual({ state: 'outdated' });
    expect(await note()).toBe(now);
  });

  it('puts a deleted note above a new note that the reader has begun in the meantime', async () => {
    const [, id = ''] = await type(['Who signed it?', '']);
    await type(['In July.'], NOW + 2 * SECOND + JOINED_FOR_MS);
    await undo(id);
    expect(await note()).toBe('Who signed it?\n\nIn July.');
  });

  it('keeps the words that it replaces, so that another Undo can restore them', async () => {
    const [, id = ''] = await type(['Who sings it?', 'Who signed it?']);
    const undone = await undo(id, NOW + 5 * SECOND);
    expect(undone).toEqual({ state: 'undone', number: 1, again: expect.any(String) });
    expect(await listed()).toEqual([['note', 'Who signed it?']]);
    await undo('again' in undone ? (undone.again ?? '') : '', NOW + 6 * SECOND);
    expect(await note()).toBe('Who signed it?');
  });

  it('offers no second Undo if it replaces no words', async () => {
    const [, id = ''] = await type(['Who signed it?', '']);
    expect(await undo(id)).toEqual({ state: 'undone', number: 1 });
    expect(await listed()).toEqual([]);
  });
});

describe('consecutive changes of the comment on a highlight', () => {
  const comments = async (): Promise<unknown> =>
    (await saved('ferry'))?.highlights?.map((one) => one.comment);
  const comment = async (id: string, text: string, n: number): Promise<string | undefined> => {
    const before = (await saved('ferry'))?.highlights?.find((one) => one.id === id)?.comment ?? '';
    return (await storeComment('ferry', id, text, before, NOW + n * SECOND))?.undo;
  };

  it('are one change, even if the reader marks other words in between', async () => {
    await addHighlight('ferry', highlightOf('a'));
    await comment('a', 'Who sings?', 0);
    await comment('a', 'Who signs?', 1);
    await addHighlight('ferry', highlightOf('b'));
    const id = await comment('a', 'Who signed?', 2);
    await comment('a', 'Who signed? When?', 3);
    expect(await listed()).toEqual([['highlight-comment', 'Who sings?']]);
    await undo(id ?? '');
    expect(await comments()).toEqual(['Who sings?', '']);
  });

  it('are two changes if the comments belong to two highlights', async () => {
    for (const id of ['a', 'b']) {
      await addHighlight('ferry', highlightOf(id));
      await comment(id, `Who sings ${id}?`, 0);
    }
    const first = await comment('a', 'Who signs a?', 1);
    await comment('b', 'Who signs b?', 2);
    expect(await listed()).toEqual([
      ['highlight-comment', 'Who sings b?'],
      ['highlight-comment', 'Who sings a?'],
    ]);
    await undo(first ?? '');
    expect(await comments()).toEqual(['Who sings a?', 'Who signs b?']);
  });

  it.each([
    ['keeps the words that the reader has added below', 'Who signs?\nWhen?', 'Who sings?\nWhen?'],
    ['does nothing if the reader has typed in the last line', 'Who signs?!', 'Who signs?!'],
  ])('have an Undo that %s', async (_, later, expected) => {
    await addHighlight('ferry', highlightOf('a'));
    await comment('a', 'Who sings?', 0);
    const id = await comment('a', 'Who signs?', 1);
    await comment('a', later, 1000);
    await undo(id ?? '');
    expect(await comments()).toEqual([expected]);
  });
});

describe('consecutive changes of the sign of a label', () => {
  it('are one change, whose Undo restores the first sign, and the label stays', async () => {
    await addLabel(['ferry'], 'water', NOW);
    await setLabelGlyph('water', '★', NOW + 1);
    const id = await setLabelGlyph('water', '☼', NOW + 2);
    expect((await undoableChanges(NOW)).map(({ kind, about }) => [kind, about])).toEqual([
      ['label-sign', 'water'],
      ['labelled', 'water'],
    ]);
    expect(await undo(id ?? '')).toEqual({ state: 'undone', number: 0 });
    expect(await labels()).toEqual([{ name: 'water' }]);
  });

  it('leave nothing to undo if they end with the first sign, even if the reader chooses it twice', async () => {
    await db.labels.add({ name: 'water', glyph: '★' });
    await setLabelGlyph('water', '☼', NOW);
    expect(await setLabelGlyph('water', '★', NOW + 1)).toBeUndefined();
    expect(await setLabelGlyph('water', '★', NOW + 2)).toBeUndefined();
    expect(await undoableChanges(NOW)).toEqual([]);
  });

  it('are not undone after the label was deleted, and do not bring it back', async () => {
    await db.labels.add({ name: 'water' });
    const id = await setLabelGlyph('water', '☼', NOW);
    await db.labels.delete('water');
    expect(await undo(id ?? '')).toEqual({ state: 'outdated' });
    expect(await labels()).toEqual([]);
  });

  it('create the record of the label if the label has no record', async () => {
    await db.saved.update('ferry', { labels: ['water'] });
    await setLabelGlyph('water', '☼', NOW);
    expect(await labels()).toEqual([{ name: 'water', glyph: '☼' }]);
    expect(await saved('ferry')).toEqual(record('ferry', { labels: ['water'] }));
  });
});

it('changes of a sign are joined even if another change happened in the same millisecond', async () => {
  // The database orders changes of the same millisecond by their random ids, so each round may have another order.
  for (let n = 0; n < 20; n++) {
    await db.journal.clear();
    await db.labels.clear();
    await addLabel(['ferry'], 'water', NOW);
    const first = await setLabelGlyph('water', '★', NOW);
    expect(await setLabelGlyph('water', '⚑', NOW)).toBe(first);
    await undo(first ?? '');
    expect(await labels()).toEqual([{ name: 'water' }]);
  }
});
