import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { parseQuery } from '../../../lib/search/query/query.ts';
import { searchSelection, selectionQuery, takeSelection } from '../../../lib/tab/search-selection.ts';
import { browser, resetBrowser } from '../fake-browser.ts';
import { holds } from '../properties.ts';

const LIBRARY = 'chrome-extension://civic-lens/library.html';
const CLICK = { menuItemId: 'search-library', selectionText: ' clean \n water ' };

beforeEach(() => {
  resetBrowser();
  return () => vi.restoreAllMocks();
});

describe('a search for selected text', () => {
  it('opens the library with the text in its address', async () => {
    const create = vi.spyOn(browser.tabs, 'create');
    await searchSelection(CLICK, { incognito: false, windowId: 7 } as never);
    expect(create.mock.calls).toEqual([[{ url: `${LIBRARY}#q=%22clean%20water%22` }]]);
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });

  it('in a private window leaves no text in the address, nor in the storage once the library has read it', async () => {
    const create = vi.spyOn(browser.tabs, 'create');
    await searchSelection(CLICK, { incognito: true, windowId: 7 } as never);
    expect(create.mock.calls).toEqual([[{ url: `${LIBRARY}#selection`, windowId: 7 }]]);
    expect(await takeSelection()).toBe('"clean water"');
    expect(await takeSelection()).toBeUndefined();
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });

  it.each<[what: string, click: Parameters<typeof searchSelection>[0]]>([
    ['another item', { menuItemId: 'look-up-link', selectionText: 'water' }],
    ['no text', { menuItemId: 'search-library' }],
    ['white space', { menuItemId: 'search-library', selectionText: ' \n' }],
  ])('is not made for %s', async (_, click) => {
    const create = vi.spyOn(browser.tabs, 'create');
    await searchSelection(click);
    expect(create).not.toHaveBeenCalled();
  });
});

describe('the query for selected text', () => {
  it.each<[selection: string, type: string, text: string]>([
    ['water', 'word', 'water'],
    ['clean  water', 'phrase', 'clean water'],
    ['सरकार', 'word', 'सरकार'],
    ['قانون', 'word', 'قانون'],
    ['中国政府', 'phrase', '中国政府'],
    ['ประเทศไทย', 'phrase', 'ประเทศไทย'],
    ['is:read', 'phrase', 'is:read'],
    ['-oil', 'phrase', '-oil'],
    ['the "dam" \\', 'phrase', 'the "dam" \\'],
    ['a'.repeat(300), 'word', 'a'.repeat(200)],
  ])('"%s" asks for a %s', (selection, type, text) => {
    expect(parseQuery(selectionQuery(selection))).toEqual({
      terms: [{ type, text, isNegated: false }],
      isOpen: false,
    });
  });

  it('asks for one term, whatever is selected', () => {
    holds(
      fc.property(fc.string({ unit: 'binary', maxLength: 250 }), (selection) => {
        fc.pre(selection.trim() !== '');
        const { terms, isOpen } = parseQuery(selectionQuery(selection));
        expect([terms.length, isOpen]).toEqual([1, false]);
        expect(['word', 'phrase']).toContain(terms[0]?.type);
      }),
    );
  });
});

it.each([
  ['English', 'The ministry gave no reason for the delay. '],
  ['Arabic', 'لم تذكر الوزارة سببا لهذا التأخير. '],
  ['Thai', 'กระทรวงไม่ได้ให้เหตุผลสำหรับความล่าช้า'],
])('a long selection in %s ends with a whole word', (_, sentence) => {
  const selection = sentence.repeat(20).trim();
  const words = selectionQuery(selection).slice(1, -1);
  expect(selection.startsWith(words)).toBe(true);
  expect(words.length).toBeGreaterThan(150);
  expect(words.length).toBeLessThanOrEqual(200);
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const ends = [...segmenter.segment(selection)].map(({ index, segment }) => index + segment.length);
  expect(ends).toContain(words.length);
});

it('a long selection without a boundary between words is cut', () => {
  expect(selectionQuery('a'.repeat(500))).toBe('a'.repeat(200));
});
