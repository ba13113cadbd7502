import { describe, expect, it, vi } from 'vitest';
import { watchPage } from '../../../lib/page/watch-page.ts';
import { canonical, openPage, STORY, settled, type World } from './watched-page.ts';

describe('watchPage', () => {
  describe('after the reader has come back to a page', () => {
    const HOME = 'https://outlet.example/';
    const head = `<title>Home</title>${canonical(HOME)}`;
    it.each<[head: string | undefined, again: string | undefined, loadedAs: string, reason: string]>([
      [undefined, undefined, HOME, 'the head never changed'],
      [canonical(STORY), head, HOME, 'the head changed back'],
      [canonical(STORY), undefined, 'about:blank', 'the head did not change back'],
      [`<title>Story</title>${canonical(HOME)}`, undefined, 'about:blank', 'the title did not change back'],
    ])('with the head %s, then %s, reports loadedAs %s, because %s', async (there, again, loadedAs) => {
      const world = openPage(HOME, head);
      watchPage();
      await settled();
      world.goTo(STORY);
      if (there !== undefined) world.setHead(there);
      await settled();
      world.goTo(HOME);
      if (again !== undefined) world.setHead(again);
      await settled();
      expect(world.sent.map(({ identity }) => identity.loadedAs)).toEqual([
        HOME,
        there === undefined ? HOME : 'about:blank',
        loadedAs,
      ]);
    });

    it('trusts a head that scripts filled before the reader navigated', async () => {
      const world = openPage(STORY);
      watchPage();
      await settled();
      world.setHead(canonical(STORY));
      watchPage();
      await settled();
      expect(world.sent.map(({ identity }) => identity.loadedAs)).toEqual([STORY, STORY]);
    });
  });

  describe.each(['with', 'without'])('%s the Navigation API', (api) => {
    const openOne = (): World => {
      const world = openPage('https://outlet.example/');
      if (api === 'without') vi.stubGlobal('navigation', undefined);
      watchPage();
      return world;
    };

    it('reports the page again after navigation within it', async () => {
      const world = openOne();
      await settled();
      world.goTo(STORY);
      await vi.advanceTimersByTimeAsync(2000);
      expect(world.sent).toHaveLength(2);
    });

    it('leaves no listener and no timer when it is stopped', async () => {
      const world = openOne();
      await settled();
      expect(world.listening()).toEqual(api === 'with' ? ['pageshow'] : ['pageshow', 'popstate']);
      world.goTo(STORY);
      (globalThis as { lensStop?: () => void }).lensStop?.();
      await settled();
      world.goTo('https://outlet.example/another');
      expect(world.listening()).toEqual([]);
      expect(vi.getTimerCount()).toBe(0);
      expect(world.sent).toHaveLength(1);
    });
  });

  it('ends the watch that an earlier injection of the script started', async () => {
    const world = openPage('https://outlet.example/');
    watchPage();
    watchPage();
    await settled();
    world.goTo(STORY);
    await settled();
    expect(world.sent.map(({ identity }) => identity.address)).toEqual(['https://outlet.example/', STORY]);
  });

  it('stops without an error when the extension was removed', async () => {
    const world = openPage('https://outlet.example/');
    watchPage();
    await settled();
    delete world.runtime.id;
    world.goTo(STORY);
    await settled();
    world.runtime.id = 'civic-lens';
    world.goTo('https://outlet.example/another');
    await settled();
    expect(world.sent).toHaveLength(1);
  });
});
