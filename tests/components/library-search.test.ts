// @vitest-environment jsdom
import Dexie from 'dexie';
import { describe, expect, it, vi } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { storeReadingPlace } from '../../lib/library/reading-place.ts';
import { browser } from '../unit/fake-browser.ts';
import { TestWorker } from '../unit/search/test-worker.ts';
import { save } from './database.ts';
import { closePage, control, eventually, openPage, press, write } from './open-page.ts';
import { FERRY, PORTS } from './sample-cards.ts';
import { readPage } from './shown.ts';
import { withSearchWorker } from './with-search-worker.ts';

/** Tests the search box of the library with the real search. */

const box = (): HTMLInputElement => document.querySelector('input[type=search]') as HTMLInputElement;

function type(query: string): void {
  box().value = query;
  box().dispatchEvent(new Event('input', { bubbles: true }));
}

/** Returns each row of the list as one string: the id, the reading state and the marked words of the analysis. */
const rows = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-analysis]')].map((row) => {
    const marks = [...row.querySelectorAll('mark')].map(({ textContent }) => textContent);
    return [row.dataset.analysis, row.dataset.reading, ...marks].join(' ');
  });

const said = (): string => document.querySelector('.list-scroll')?.textContent ?? '';

/** Time limit for building the search index (ms). Only failing tests wait that long. */
const TIME_LIMIT_MS = 20_000;

/** Waits until the search index covers all saved analyses and has a segment of cards. */
const untilIndexed = (): Promise<void> =>
  vi.waitFor(async () => {
    expect(await db.searchQueue.count()).toBe(0);
    expect((await db.searchLists.get('list'))?.segments.some(({ kind }) => kind === 'card')).toBe(true);
  }, TIME_LIMIT_MS);

withSearchWorker(async () => {
  await save('ferry');
  await db.saved.update('ferry', { note: 'Ask the harbour master about pilots.' });
});

describe('the search box', () => {
  it('finds saved and unsaved analyses, and marks the found words', async () => {
    await openPage('/library.html');
    await untilIndexed();
    type('ferry');
    await eventually(() => expect(rows()[0]).toMatch(/^ferry unread Ferry/));
    type('fee holiday');
    await eventually(() => expect(rows()).toEqual(['ports not-saved fee holiday']));
    expect(said()).toContain('Not saved');
    expect(said()).toContain(PORTS.headline);
  });

  it('takes the mark of the current list from the rail while it has a query', async () => {
    const current = (): (string | null)[] =>
      [...document.querySelectorAll('.rail [aria-current]')].map(({ textContent }) => textContent);
    await openPage('/library.html#view=unread');
    await eventually(() => expect(current()).toEqual(['Unread 1']));
    type('f');
    await eventually(() => expect(current()).toEqual([]));
    type('');
    await eventually(() => expect(current()).toEqual(['Unread 1']));
  });

  it('shows results with their states before all saved analyses have been read', async () => {
    await openPage('/library.html');
    await untilIndexed();
    closePage();
    // The page reads all saved analyses with this method, so its read never ends. The search worker reads single
    // analyses with another method.
    vi.spyOn(db.saved, 'toArray').mockReturnValue(new Dexie.Promise(() => undefined));
    await openPage('/library.html#q=pilots');
    await eventually(() => expect(rows()).toEqual(['ferry unread pilots']));
    expect(document.querySelector('.rail-count')).toBeNull();
  });

  it('finds words in notes, and shows the note', async () => {
    await openPage('/library.html#q=pilots');
    await eventually(() => expect(rows()).toEqual(['ferry unread pilots']));
    expect(said()).toContain('Your note: … the harbour master about pilots.');
    expect(said()).toContain(FERRY.headline);
  });

  it('says which similar words it searched for if nothing contains the typed word', async () => {
    await openPage('/library.html#q=pilotts');
    await eventually(() => expect(said()).toContain('Nothing contains “pilotts”. Shown for: pilots'));
  });

  it('keeps a month and a year in the query, and shows their first days in the filters', async () => {
    await openPage('/library.html#q=after%3A2026-05%20before%3A2027');
    await press('button "Filters"');
    const days = { 'Published from': '2026-05-01', 'Published before': '2027-01-01' };
    await eventually(() => expect(readPage(document).values).toMatchObject(days));
    expect(location.hash).toBe('#q=after%3A2026-05%20before%3A2027');
    await write('date "Published before"', '2026-08-01');
    expect(location.hash).toBe('#q=after%3A2026-05%20before%3A2026-08-01');
  });

  it('leaves the keyboard focus on the button that clears the filters, which then does nothing', async () => {
    await openPage('/library.html#view=unread');
    await press('button "Filters"');
    const clear = (await control('button "Clear filters"')) as HTMLButtonElement;
    clear.focus();
    await press('button "Clear filters"');
    await eventually(() => expect(clear.getAttribute('aria-disabled')).toBe('true'));
    expect([location.hash, clear.disabled, document.activeElement]).toEqual(['', false, clear]);
  });

  it('combines words with the view and with filters', async () => {
    await openPage('/library.html#view=read&q=ferry');
    await eventually(() => expect(said()).toContain('Nothing found for “ferry”'));
    type('is:unread ferry');
    await eventually(() => expect(rows()).toEqual([]));
  });

  it('finds the same words again right after the reader has emptied the box', async () => {
    await openPage('/library.html');
    await untilIndexed();
    // The browser paints nothing for now.
    vi.stubGlobal('requestAnimationFrame', () => 0);
    type('pilots');
    const isFound = (): void =>
      expect(document.querySelector('.list-scroll [role=status]')?.textContent).not.toBe('');
    await vi.waitFor(isFound, { interval: 1 });
    type('');
    await new Promise((done) => setImmediate(done));
    type('pilots');
    await eventually(() => expect(rows()).toEqual(['ferry unread pilots']));
    expect(said()).not.toContain('Nothing found');
  });

  it('brings back the whole list when the reader empties the box', async () => {
    await openPage('/library.html#q=pilots');
    await eventually(() => expect(rows()).toEqual(['ferry unread pilots']));
    type('');
    await eventually(() => expect(rows()).toEqual(['ferry unread']));
  });

  it('searches only once for text that was selected in a private window', async () => {
    await browser.storage.session.set({ selectionToSearch: 'pilots' });
    await openPage('/library.html#selection');
    await eventually(() => expect([box().value, rows()]).toEqual(['pilots', ['ferry unread pilots']]));
    expect(location.hash).toBe('#selection');
    expect(await browser.storage.session.get('selectionToSearch')).toEqual({});
  });

  it('searches no analyses while the library lists highlights', async () => {
    await openPage('/library.html#view=highlights&q=pilots');
    await untilIndexed();
    const asked = TestWorker.started.flatMap((worker) => worker.asked);
    expect(asked.filter((one) => one.type === 'search')).toEqual([]);
    location.hash = '#q=pilots';
    await eventually(() => expect(rows()).toEqual(['ferry unread pilots']));
  });

  it('filters headlines if no search worker can be used', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubGlobal('Worker', undefined);
    await openPage('/library.html#q=pilots');
    await eventually(() => expect(said()).toContain('Nothing found for “pilots”'));
    type('ferry');
    await eventually(() => expect(rows()).toEqual(['ferry unread']));
  });
});

/** Returns the words that are marked in the open text. */
const found = (): string[] =>
  [...((CSS.highlights.get('search-marks') ?? []) as Iterable<Range>)].map((range) => range.toString());

describe('the open text', () => {
  it('marks the words that the search has found, until the search is cleared', async () => {
    await openPage('/library.html#q=talks&analysis=ferry');
    await eventually(() => expect(found()).toEqual(['talks', 'talks']));
    const marked = [...document.querySelectorAll('[data-found]')].map(({ textContent }) => textContent);
    expect(marked).toContain('The talks resumed on Monday.');
    type('monday');
    await eventually(() => expect(found()).toEqual(['Monday']));
    type('');
    await eventually(() => expect([found(), document.querySelector('[data-found]')]).toEqual([[], null]));
  });

  it('marks phrases, and the words that the search has used instead of misspelt ones', async () => {
    await openPage('/library.html#q=mondya&analysis=ferry');
    await eventually(() => expect(found()).toEqual(['Monday']));
    type('"resumed on Monday"');
    await eventually(() => expect(found()).toEqual(['resumed on Monday']));
  });

  it('marks both parts of a typed word that contains a colon', async () => {
    await openPage('/library.html#q=resumed:monday&analysis=ferry');
    await eventually(() => expect(found()).toEqual(['resumed', 'Monday']));
  });

  it.each<[query: string, sections: string[]]>([
    ['label:"my project"', ['What happened']],
    ['is:unread', ['What happened']],
    ['talks', []],
    ['resumed:monday', []],
  ])('is scrolled, with the query %s, to the stored places in these sections: %j', async (q, sections) => {
    await storeReadingPlace('ferry', { section: 0, share: 0.5 });
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
    const read = vi.spyOn(browser.storage.session, 'get');
    await openPage(`/library.html#q=${encodeURIComponent(q)}&analysis=ferry`);
    await eventually(() => expect(read).toHaveBeenCalledWith('readingPlace:ferry'));
    await eventually(() =>
      expect(
        scrolled.mock.contexts.flatMap((one) => (one as Element).querySelector('h2')?.textContent ?? []),
      ).toEqual(sections),
    );
  });
});
