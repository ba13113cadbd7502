import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { onDatabaseChanged } from '../../../lib/db/database-changes.ts';
import { KEPT_PREFIX } from '../../../lib/library/second-copy-key.ts';
import { browser } from '../fake-browser.ts';
import { card } from '../sync/served-index.ts';
import { FERRY, fromPage, fromTab, say, until, withIndex } from './running-background.ts';

const NAMES = { publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/', language: 'en' } };
const SAVE = { type: 'change', name: 'saveAnalysis', args: [card('ferry'), NAMES] };
const savedIds = async (): Promise<string[]> => (await db.saved.toArray()).map(({ id }) => id);
const change = (message: object, sender: object = fromPage): Promise<unknown[]> =>
  Promise.all(say(message, sender));

describe('a change of the library', () => {
  it('is stored before the page gets its answer, and copied to the second copy afterwards', async () => {
    await withIndex();
    expect(await change(SAVE)).toEqual([{ result: undefined }]);
    expect(await savedIds()).toEqual(['ferry']);
    await until(async () =>
      expect(await fakeBrowser.storage.local.get(`${KEPT_PREFIX}ferry`)).not.toEqual({}),
    );
  });

  it('returns the value with which the page can undo it', async () => {
    const lens = { kind: 'lens', id: 'ports', name: 'Ports' };
    await change({ type: 'change', name: 'follow', args: [lens] });
    const [unfollowed] = (await change({ type: 'change', name: 'unfollow', args: [lens] })) as [
      { result: { followed: object } },
    ];
    expect(unfollowed.result.followed).toMatchObject({ id: 'ports', name: 'Ports' });
    await change({ type: 'change', name: 'followAgain', args: [unfollowed.result] });
    expect((await db.followed.toArray()).map(({ id }) => id)).toEqual(['ports']);
  });

  it('that affects no badge refreshes the badges only if an earlier change is not yet in the second copy', async () => {
    await withIndex();
    await until(async () => expect(await db.readerFacts.get('compared')).toBeDefined());
    const refreshed = vi.spyOn(browser.tabs, 'query');
    const store = async (name: string): Promise<void> => {
      await change({ type: 'change', name: 'storeFilter', args: [name, 'view=unread'] });
      await until(async () => expect(await db.uncopied.count()).toBe(0));
    };
    await store('first');
    expect(refreshed).not.toHaveBeenCalled();
    await db.uncopied.put({ key: 'filters/gone', change: 1 });
    await store('second');
    expect(refreshed).toHaveBeenCalled();
  });

  it('is copied to the second copy even if the badges cannot be refreshed', async () => {
    await withIndex();
    await until(async () => expect(await db.readerFacts.get('compared')).toBeDefined());
    vi.spyOn(console, 'error').mockReturnValue();
    const refreshed = vi.spyOn(browser.tabs, 'query').mockRejectedValue(new Error('the browser is closing'));
    await db.uncopied.put({ key: 'filters/gone', change: 1 });
    await change({ type: 'change', name: 'storeFilter', args: ['third', 'view=unread'] });
    await until(async () => expect(await db.uncopied.count()).toBe(0));
    expect(refreshed).toHaveBeenCalled();
  });

  it('is refused with the reason "full" if the device is full', async () => {
    vi.spyOn(db, 'transaction').mockRejectedValue(new DOMException('', 'QuotaExceededError') as never);
    expect(await change(SAVE)).toEqual([{ refused: 'full' }]);
    expect(await savedIds()).toEqual([]);
  });

  it('is reported to pages that watch the database', async () => {
    const changed = vi.fn();
    const stop = onDatabaseChanged(changed);
    await change(SAVE);
    await until(() => expect(changed).toHaveBeenCalled());
    stop();
  });

  it.each([
    ['from a content script', SAVE, fromTab(1)],
    ['from a web page', SAVE, { url: FERRY }],
    ['with an unknown name', { ...SAVE, name: 'constructor' }, fromPage],
  ])('%s is ignored', async (_, message, sender) => {
    expect(await change(message, sender)).toEqual([undefined]);
    expect(await savedIds()).toEqual([]);
  });
});
