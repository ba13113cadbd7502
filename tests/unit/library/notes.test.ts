import { describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { addHighlight, removeHighlight, storeComment } from '../../../lib/library/highlights.ts';
import { undo } from '../../../lib/library/journal.ts';
import { storeNote } from '../../../lib/library/notes.ts';
import { removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { highlightOf } from '../db/highlight.ts';
import { record, saved } from './three-saved-analyses.ts';

describe('a note', () => {
  it('is stored, and removed if it is empty', async () => {
    expect(await storeNote('ferry', 'Ask again.', '')).toEqual({ note: 'Ask again.', isJoined: false });
    expect((await saved('ferry'))?.note).toBe('Ask again.');
    const emptied = await storeNote('ferry', '', 'Ask again.');
    expect(await saved('ferry')).toEqual(record('ferry'));
    await undo(emptied?.undo ?? '');
    expect((await saved('ferry'))?.note).toBe('Ask again.');
  });

  it('has the time of its last change, which Undo restores with the text', async () => {
    await storeNote('ferry', 'Ask again.', '', 1000);
    expect((await saved('ferry'))?.notedAt).toBe(1000);
    await storeNote('ferry', 'Ask again.', 'Ask again.', 2000);
    expect((await saved('ferry'))?.notedAt).toBe(1000);
    const replaced = await storeNote('ferry', 'Who signed?', 'Ask again.', 3000);
    expect((await saved('ferry'))?.notedAt).toBe(3000);
    await undo(replaced?.undo ?? '', 4000);
    expect(await saved('ferry')).toMatchObject({ note: 'Ask again.', notedAt: 1000 });
  });

  it('to which the reader only adds words loses no text, so the journal does not list the change', async () => {
    await storeNote('ferry', 'Ask', '');
    expect(await storeNote('ferry', 'Ask again.', 'Ask')).toEqual({ note: 'Ask again.', isJoined: false });
    expect(await db.journal.count()).toBe(0);
  });

  it.each([
    ['Ask again.', 'Who signed?'],
    ['Who signed?', 'Ask again.'],
  ])(
    'keeps both texts if two pages store %j and %j without knowing each other’s text',
    async (first, second) => {
      await storeNote('ferry', first, '');
      const stored = await storeNote('ferry', second, '');
      expect(stored).toEqual({ note: `${first}\n\n${second}`, isJoined: true });
      expect((await saved('ferry'))?.note).toBe(`${first}\n\n${second}`);
    },
  );

  it('keeps the text of the other page if this page removes the note that it saw', async () => {
    await storeNote('ferry', 'Ask again.', '');
    await storeNote('ferry', 'Ask again in July.', 'Ask again.');
    expect(await storeNote('ferry', '', 'Ask again.')).toEqual({
      note: 'Ask again in July.',
      isJoined: true,
    });
  });

  it('that the reader types while another page removes the analysis comes back with the analysis', async () => {
    await storeNote('ferry', 'Ask again.', '');
    await removeSaved('ferry');
    const stored = await storeNote('ferry', 'Ask later.', 'Ask again.');
    expect(stored).toMatchObject({ note: 'Ask later.', isJoined: false });
    expect(await saved('ferry')).toBeUndefined();
    expect(await db.uncopied.get('saved/ferry')).toBeDefined();
    await restoreRemoved('ferry');
    expect((await saved('ferry'))?.note).toBe('Ask later.');
  });

  it('that another page empties after the removal of the analysis can be restored', async () => {
    await storeNote('ferry', 'Ask again.', '');
    await removeSaved('ferry');
    const stored = await storeNote('ferry', '', 'Ask again.');
    expect(await undo(stored?.undo ?? '')).toEqual({ state: 'undone', number: 1 });
    await restoreRemoved('ferry');
    expect((await saved('ferry'))?.note).toBe('Ask again.');
  });

  it('changes the saved analysis, and not its record from an earlier removal', async () => {
    const record = await saved('ferry');
    if (!record) throw new Error('The analysis is not saved.');
    await db.removed.put({ id: 'ferry', removedAt: 1, saved: { ...record, note: 'Old.' } });
    await storeNote('ferry', 'Ask again.', '');
    expect([(await saved('ferry'))?.note, (await db.removed.get('ferry'))?.saved.note]).toEqual([
      'Ask again.',
      'Old.',
    ]);
  });

  it('is not stored for an analysis that is not saved', async () => {
    expect(await storeNote('unknown', 'Ask again.', '')).toBeUndefined();
  });
});

describe('highlights', () => {
  it('keep a comment that the reader types while another page removes the analysis', async () => {
    await addHighlight('ferry', highlightOf('a'));
    await removeSaved('ferry');
    await storeComment('ferry', 'a', 'Ask again.', '');
    await restoreRemoved('ferry');
    expect((await saved('ferry'))?.highlights?.map(({ comment }) => comment)).toEqual(['Ask again.']);
  });

  it('are added in order, without duplicates', async () => {
    await addHighlight('ferry', highlightOf('a'));
    await addHighlight('ferry', highlightOf('b'));
    await addHighlight('ferry', highlightOf('a'));
    expect((await saved('ferry'))?.highlights?.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('are removed, and Undo restores them beside highlights that were added since', async () => {
    await addHighlight('ferry', highlightOf('a'));
    const id = await removeHighlight('ferry', 'a');
    expect(await saved('ferry')).toEqual(record('ferry'));
    await addHighlight('ferry', highlightOf('b'));
    await undo(id ?? '');
    expect((await saved('ferry'))?.highlights?.map((one) => one.id)).toEqual(['b', 'a']);
  });

  it('get comments, and Undo restores the previous comment', async () => {
    await addHighlight('ferry', highlightOf('a'));
    await addHighlight('ferry', highlightOf('b'));
    await storeComment('ferry', 'a', 'Who chose the Isles?', '');
    const stored = await storeComment('ferry', 'a', 'Ask again.', 'Who chose the Isles?');
    await storeComment('ferry', 'b', 'Later', '');
    await undo(stored?.undo ?? '');
    expect((await saved('ferry'))?.highlights?.map(({ comment }) => comment)).toEqual([
      'Who chose the Isles?',
      'Later',
    ]);
  });

  it('keep both comments if two pages do not know each other’s comment', async () => {
    await addHighlight('ferry', highlightOf('a'));
    await storeComment('ferry', 'a', 'Who signed?', '');
    await storeComment('ferry', 'a', 'Ask again.', '');
    expect((await saved('ferry'))?.highlights?.[0]?.comment).toBe('Who signed?\n\nAsk again.');
  });
});
