import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addLabel, storeFilter } from '../../../lib/app/library-actions.ts';
import { onceForId } from '../../../lib/app/repeated-changes.ts';
import { db } from '../../../lib/db/database.ts';
import { browser } from '../fake-browser.ts';
import { card } from '../sync/served-index.ts';
import { fromPage, say, start } from './running-background.ts';

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
    expect(await receive(UNDO)).toEqual(answers);
    expect(answers).toMatchObject([{ result: { change: { kind: 'labelled', about: 'third' } } }]);
    expect(await labels()).toEqual(['first', 'second']);
  });

  it('while it runs is made once', async () => {
    const [first, second] = await receive(UNDO, UNDO);
    expect(second).toEqual(first);
    expect(await labels()).toEqual(['first', 'second']);
  });

  it('with another id, or without an id, is another change', async () => {
    await receive(UNDO);
    await receive({ ...UNDO, id: 'b' });
    await receive({ ...UNDO, id: undefined });
    expect(await labels()).toBeUndefined();
  });

  it('keeps its id when a page sends it again, and another change gets another one', async () => {
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
  const result = (of: unknown) => vi.fn(async () => ({ result: of }));

  it.each<[result: unknown]>([[undefined], [{ id: 'x' }], ['long'.repeat(10_000)]])(
    'include any value of a usual size (case %#)',
    async (value) => {
      await onceForId('a', result(value));
      const again = result('again');
      expect(await onceForId('a', again)).toEqual({ result: value });
      expect(again).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['is large', async () => ({ result: 'long'.repeat(13_000) })],
    ['was refused', async () => ({ refused: 'full' }) as const],
  ])('leave out a change whose result %s', async (_, work) => {
    await onceForId('a', work);
    expect(await onceForId('a', result('again'))).toEqual({ result: 'again' });
  });

  it('leave out a change that failed', async () => {
    await expect(onceForId('a', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await onceForId('a', result('again'))).toEqual({ result: 'again' });
  });

  it('are those of the last ten changes, also if these ran at the same time', async () => {
    const ids = Array.from({ length: 11 }, (_, n) => `id ${n}`);
    await Promise.all(ids.map((id) => onceForId(id, result(id))));
    for (const id of ids.slice(1)) expect(await onceForId(id, result('again'))).toEqual({ result: id });
    expect(await onceForId('id 0', result('again'))).toEqual({ result: 'again' });
  });

  it('do not prevent a change if the browser cannot read or store them', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    vi.spyOn(browser.storage.session, 'get').mockRejectedValue(new Error('damaged'));
    vi.spyOn(browser.storage.session, 'set').mockRejectedValue(new Error('full'));
    expect(await onceForId('a', result('done'))).toEqual({ result: 'done' });
  });
});
