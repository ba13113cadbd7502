import { beforeEach, describe, expect, it, vi } from 'vitest';
import { onceForMessage } from '../../../lib/app/change-once.ts';
import { addLabel, storeFilter } from '../../../lib/app/library-actions.ts';
import { db } from '../../../lib/db/database.ts';
import { followableLens } from '../../../lib/follow/followable.ts';
import { follow } from '../../../lib/follow/followed.ts';
import { kept } from '../db/lost-database.ts';
import { browser } from '../fake-browser.ts';
import { card } from '../sync/served-index.ts';
import { fromPage, say, start, until } from './running-background.ts';

/** Sends changes to the background at the same time, and returns its answers. */
const receive = (...messages: readonly object[]): Promise<unknown[]> =>
  Promise.all(messages.flatMap((message) => say({ type: 'change', ...message }, fromPage)));
const labels = async (): Promise<unknown> => (await db.saved.get('ferry'))?.labels;

describe('a change that the background receives again', () => {
  beforeEach(async () => {
    const names = { publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/', language: 'en' } };
    await receive({
      name: 'saveAnalysis',
      args: [card('ferry', { url: 'https://noligarchy.us/analysis/ferry' }), names],
    });
    for (const label of ['first', 'second', 'third'])
      await receive({ name: 'addLabel', args: [['ferry'], label] });
  });
  const UNDO = { name: 'undoLast', args: [0], id: 'a' };

  it('is made once, and the second answer equals the first, also from a new background', async () => {
    const answers = await receive(UNDO);
    start();
    expect(await receive({ ...UNDO, isRepeated: true })).toEqual(answers);
    expect(answers).toMatchObject([{ result: { change: { kind: 'labelled', about: 'third' } } }]);
    expect(await labels()).toEqual(['first', 'second']);
  });

  it('while it runs is made once', async () => {
    const [first, second] = await receive(UNDO, UNDO);
    expect(second).toEqual(first);
    expect(await labels()).toEqual(['first', 'second']);
  });

  it('is still copied to the second copy if the background ended before copying the change', async () => {
    const lens = followableLens({ id: 'rulebook', name: 'The Rulebook' });
    await onceForMessage({ id: 'a' }, () => follow(lens));
    await receive({ name: 'follow', args: [lens], id: 'a', isRepeated: true });
    await until(async () => expect(await kept()).toHaveProperty('kept-followed:lens:rulebook'));
  });

  it('with another id, or without an id, is another change', async () => {
    await receive(UNDO);
    await receive({ ...UNDO, id: 'b' });
    await receive({ ...UNDO, id: undefined });
    expect(await labels()).toBeUndefined();
  });

  it('keeps its id when a page sends it again, and another change gets another id', async () => {
    const { sendMessage } = browser.runtime;
    sendMessage.mockRejectedValueOnce(new Error('message channel closed'));
    sendMessage.mockResolvedValue({ result: undefined } as never);
    await addLabel(['ferry'], 'fourth');
    await storeFilter('all', 'view=unread');
    const sent = sendMessage.mock.calls as unknown as readonly [{ id: string }][];
    const [first, again, other] = sent.map(([{ id }]) => id);
    expect(first).toMatch(/^[\da-f-]{36}$/);
    expect([again, sent.length]).toEqual([first, 3]);
    expect(other).not.toBe(first);
  });
});

describe('the results of changes that are kept for repeated messages', () => {
  const result = (of: unknown) => vi.fn(async () => of);

  it.each<[result: unknown]>([[undefined], [{ id: 'x' }], ['long'.repeat(10_000)]])(
    'include any value of a usual size (case %#)',
    async (value) => {
      await onceForMessage({ id: 'a' }, result(value));
      const again = result('again');
      expect(await onceForMessage({ id: 'a', isRepeated: true }, again)).toEqual(value);
      expect(again).not.toHaveBeenCalled();
    },
  );

  it('leave out a change whose result is large', async () => {
    await onceForMessage({ id: 'a' }, result('long'.repeat(13_000)));
    expect(await onceForMessage({ id: 'a', isRepeated: true }, result('again'))).toBe('again');
  });

  it('leave out a change that failed', async () => {
    await expect(onceForMessage({ id: 'a' }, () => Promise.reject(new Error('failed')))).rejects.toThrow(
      'failed',
    );
    expect(await onceForMessage({ id: 'a', isRepeated: true }, result('again'))).toBe('again');
  });

  it('are those of the last ten changes, even if these ran at the same time', async () => {
    const ids = Array.from({ length: 11 }, (_, n) => `id ${n}`);
    await Promise.all(ids.map((id) => onceForMessage({ id }, result(id))));
    for (const id of ids.slice(1))
      expect(await onceForMessage({ id, isRepeated: true }, result('again'))).toBe(id);
    expect(await onceForMessage({ id: 'id 0', isRepeated: true }, result('again'))).toBe('again');
  });

  it('do not prevent a change if the browser cannot read or store them', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    vi.spyOn(browser.storage.session, 'get').mockRejectedValue(new Error('damaged'));
    vi.spyOn(browser.storage.session, 'set').mockRejectedValue(new Error('full'));
    expect(await onceForMessage({ id: 'a' }, result('done'))).toBe('done');
  });
});
