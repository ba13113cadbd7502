// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchReading } from '../../components/reading/watch-reading.ts';

/**
 * Tests when an analysis counts as begun, and when as read. jsdom has no layout, so each test says where the sections
 * are.
 */

/** What the reader sees. */
interface Sight {
  /** Whether the tab is hidden. */
  isHidden: boolean;
  /** Whether the text has a layout. A closing popup loses it. */
  isDrawn: boolean;
  /** The bottoms of the first and the last section (px from the top of the window, which is 768 px high). */
  first: number;
  last: number;
}

let sight: Sight;
let ended: AbortController;
let marked: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  sight = { isHidden: false, isDrawn: true, first: 900, last: 3000 };
  ended = new AbortController();
  marked = [];
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => sight.isHidden);
});
afterEach(() => {
  ended.abort();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Opens a text. */
function open(sections = 2, isWhereOpened = (): boolean => false): void {
  const text = document.createElement('div');
  text.innerHTML = `${'<section></section>'.repeat(sections)}<section class="attribution"></section>`;
  text.getClientRects = () => (sight.isDrawn ? [{}] : []) as unknown as DOMRectList;
  const [first, last] = [text.children[0], text.children[sections - 1]];
  if (last) last.getBoundingClientRect = () => new DOMRect(0, sight.last - 100, 300, 100);
  if (first && sections > 1) first.getBoundingClientRect = () => new DOMRect(0, sight.first - 100, 300, 100);
  const store = (name: string) => async (id: string) => void marked.push(`${name} ${id}`);
  watchReading(text, 'ferry', isWhereOpened, () => undefined, ended.signal, {
    markReading: store('begun'),
    markRead: store('read'),
  });
}

/** Changes what the reader sees, by scrolling or by switching the tab. */
function see(change: Partial<Sight>): void {
  Object.assign(sight, change);
  document.dispatchEvent(new Event('isHidden' in change ? 'visibilitychange' : 'scroll'));
}

const wait = (ms: number): unknown => vi.advanceTimersByTime(ms);

const END = { first: -2000, last: 700 };

describe('a saved analysis counts as begun', () => {
  it('after 20 seconds, not before', () => {
    open();
    wait(19_999);
    expect(marked).toEqual([]);
    wait(1);
    expect(marked).toEqual(['begun ferry']);
    wait(60_000);
    expect(marked).toEqual(['begun ferry']);
  });

  it('after 20 seconds in view without a break: the time before the tab was hidden does not count', () => {
    open();
    wait(15_000);
    see({ isHidden: true });
    wait(60_000);
    see({ isHidden: false });
    wait(19_999);
    expect(marked).toEqual([]);
    wait(1);
    expect(marked).toEqual(['begun ferry']);
  });

  it('not while its text has no layout', () => {
    sight.isDrawn = false;
    open();
    wait(60_000);
    expect(marked).toEqual([]);
  });

  it('at once if the reader scrolls past the first of several sections', () => {
    open();
    see({ first: 1 });
    expect(marked).toEqual([]);
    see({ first: 0 });
    expect(marked).toEqual(['begun ferry']);
  });

  it('not if the page itself scrolled past the first section, but after 20 seconds', () => {
    open(2, () => true);
    see({ first: -50 });
    wait(19_999);
    expect(marked).toEqual([]);
    wait(1);
    expect(marked).toEqual(['begun ferry']);
  });

  it('not by scrolling past its only section', () => {
    open(1);
    see({ last: -50 });
    expect(marked).toEqual([]);
  });

  it('not after the reader has closed it', () => {
    open();
    wait(19_999);
    ended.abort();
    wait(60_000);
    see(END);
    wait(60_000);
    expect(marked).toEqual([]);
  });
});

describe('a saved analysis counts as read', () => {
  it('after its end was in view for 2 seconds, not before', () => {
    open();
    see(END);
    wait(1_999);
    expect(marked).toEqual(['begun ferry']);
    wait(1);
    expect(marked).toEqual(['begun ferry', 'read ferry']);
    see({ last: 3000 });
    see(END);
    wait(10_000);
    expect(marked).toEqual(['begun ferry', 'read ferry']);
  });

  it.each<[what: string, away: Partial<Sight>, back: Partial<Sight>]>([
    ['scrolls up', { last: 769 }, END],
    ['scrolls past the end', { last: 0 }, END],
    ['hides the tab', { isHidden: true }, { isHidden: false }],
  ])('only 2 seconds after the end of an interruption: the reader %s', (_, away, back) => {
    open();
    see(END);
    wait(1_500);
    see(away);
    wait(1_500);
    see(back);
    wait(1_999);
    expect(marked).toEqual(['begun ferry']);
    wait(1);
    expect(marked).toEqual(['begun ferry', 'read ferry']);
  });

  it('even if the browser leaves the end a fraction of a pixel below the window', () => {
    open();
    see({ ...END, last: 768.9 });
    wait(2_000);
    expect(marked).toEqual(['begun ferry', 'read ferry']);
  });

  it('not if the page itself scrolled to its end, until the reader scrolls', () => {
    let isWhereOpened = true;
    Object.assign(sight, END);
    open(2, () => isWhereOpened);
    wait(10_000);
    expect(marked).toEqual([]);
    isWhereOpened = false;
    see(END);
    wait(2_000);
    expect(marked).toEqual(['begun ferry', 'read ferry']);
  });

  it('if the page itself scrolled to its end and the reader stayed there for 20 seconds', () => {
    Object.assign(sight, END);
    open(2, () => true);
    wait(21_999);
    expect(marked).toEqual(['begun ferry']);
    wait(1);
    expect(marked).toEqual(['begun ferry', 'read ferry']);
  });

  it('if it is so short that the end is in view at once', () => {
    sight.last = 600;
    open(1);
    wait(2_000);
    expect(marked).toEqual(['read ferry']);
  });
});
