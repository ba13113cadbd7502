// @vitest-environment jsdom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Blocks } from '../../components/reading/text-blocks.tsx';
import { type Block, type Inline, plainText, readBlocks } from '../../lib/analysis/content-blocks.ts';
import { blocksOf } from '../../lib/publication/page/html/blocks-of.ts';
import { childrenOf, parseHtml } from '../../lib/publication/page/html/parse-html.ts';

/**
 * Tests the marks in the text of an analysis. A page shows them as elements, and a text without markup shows them as
 * plain characters.
 */

const BASE = 'https://noligarchy.us/analysis/bridge';
const root = document.createElement('div');

afterEach(() => {
  render(null, root);
});

/** Returns the HTML that the page shows for these blocks. */
function shown(blocks: readonly Block[], language: string | undefined = 'en'): string {
  render(<Blocks blocks={blocks} language={language} />, root);
  return root.innerHTML;
}

const paragraph = (...content: Inline[]): Block[] => [{ type: 'paragraph', content }];

const CASES: readonly [what: string, content: Inline[], html: string, plain: string][] = [
  ['a power', ['10', { type: 'sup', content: ['9'] }], '10<sup>9</sup>', '10⁹'],
  ['a formula', ['H', { type: 'sub', content: ['2'] }, 'O'], 'H<sub>2</sub>O', 'H₂O'],
  ['a power that is not a number', ['x', { type: 'sup', content: ['a+b'] }], 'x<sup>a+b</sup>', 'x^(a+b)'],
  [
    'a correction',
    ['on ', { type: 'deleted', content: ['Tuesday'] }, ' ', { type: 'inserted', content: ['Wednesday'] }],
    'on <del>Tuesday</del> <ins>Wednesday</ins>',
    'on Wednesday',
  ],
  [
    'a quotation',
    ['She said ', { type: 'quotation', content: ['no'] }],
    'She said <q>no</q>',
    'She said “no”',
  ],
  [
    'a quotation in a quotation',
    [{ type: 'quotation', content: ['he said ', { type: 'quotation', content: ['no'] }] }],
    '<q>he said <q>no</q></q>',
    '“he said ‘no’”',
  ],
  [
    'marks within marks',
    [
      { type: 'deleted', content: ['10', { type: 'sup', content: [{ type: 'strong', content: ['9'] }] }] },
      ' tons',
    ],
    '<del>10<sup><strong>9</strong></sup></del> tons',
    'tons',
  ],
  ['emphasis', [{ type: 'emphasis', content: ['so'] }, ' it is'], '<em>so</em> it is', 'so it is'],
];

describe('a text with marks', () => {
  it.each(CASES)('shows %s as elements, or as plain text without markup', (_, content, html, plain) => {
    expect(shown(paragraph(...content))).toBe(`<p>${html}</p>`);
    expect(plainText(paragraph(...content))).toBe(plain);
  });

  it.each(CASES)(
    'shows %s in the same way, whether it comes from a page or from a document',
    (_, content, html) => {
      expect(shown(blocksOf(childrenOf(parseHtml(`<p>${html}</p>`)), BASE))).toBe(`<p>${html}</p>`);
      const index = JSON.parse(JSON.stringify(paragraph(...content)));
      expect(shown(readBlocks(index, BASE))).toBe(`<p>${html}</p>`);
    },
  );

  it.each(['“no”', '"no"', '«non»', '„nein“', '‘no’'])(
    'gets no second pair of quotation marks around the quotation %s',
    (written) => {
      expect(shown(blocksOf(childrenOf(parseHtml(`<p>She said <q>${written}</q></p>`)), BASE))).toBe(
        `<p>She said ${written}</p>`,
      );
      const index = [{ type: 'paragraph', content: [{ type: 'quotation', content: [written] }] }];
      expect(shown(readBlocks(index, BASE))).toBe(`<p>${written}</p>`);
    },
  );

  it.each([
    [
      '<del><p>old</p><ul><li>one</li></ul></del>',
      '<p><del>old</del></p><ul><li><p><del>one</del></p></li></ul>',
    ],
    ['<ins><h3>New</h3></ins>', '<h3><ins>New</ins></h3>'],
  ])('shows marks around whole blocks: %s', (html, expected) => {
    expect(shown(blocksOf(childrenOf(parseHtml(html)), BASE))).toBe(expected);
  });
});

const ARABIC = 'المجلس الذي رفع الرسوم يشتري المرور أيضا';

describe('a block in a publication in English', () => {
  it.each<[what: string, block: Block, html: string]>([
    [
      'runs from right to left if it is an Arabic paragraph that begins with a Latin word',
      { type: 'paragraph', content: ['NATO: ', { type: 'emphasis', content: [ARABIC] }] },
      `<p lang="und-Arab" dir="rtl">NATO: <em>${ARABIC}</em></p>`,
    ],
    [
      'runs from right to left if it is a Hebrew heading',
      { type: 'heading', level: 3, content: ['מה קרה'] },
      '<h3 lang="und-Hebr" dir="rtl">מה קרה</h3>',
    ],
    [
      'runs from right to left if it is an Arabic list, except an English item',
      {
        type: 'list',
        ordered: false,
        items: [paragraph(ARABIC), paragraph('Ferry talks'), paragraph('2026')],
      },
      `<ul lang="und-Arab" dir="rtl"><li><p>${ARABIC}</p></li>` +
        '<li><p lang="und" dir="ltr">Ferry talks</p></li><li><p>2026</p></li></ul>',
    ],
    [
      'runs from left to right if it is an English list, except an Arabic item',
      {
        type: 'list',
        ordered: true,
        items: [paragraph('Ferry talks resume across the strait'), paragraph('ارتفاع')],
      },
      '<ol><li><p>Ferry talks resume across the strait</p></li><li><p lang="und-Arab" dir="rtl">ارتفاع</p></li></ol>',
    ],
    [
      'runs from right to left if it is an Arabic quote',
      { type: 'quote', blocks: paragraph(ARABIC) },
      `<blockquote lang="und-Arab" dir="rtl"><p>${ARABIC}</p></blockquote>`,
    ],
    [
      'runs from left to right if it is an English paragraph with an Arabic word',
      paragraph('Said تونس again')[0] as Block,
      '<p>Said تونس again</p>',
    ],
  ])('%s', (_, block, html) => {
    expect(shown([block], 'en')).toBe(html);
  });
});

describe('a block in a publication in another language', () => {
  it('has the direction of its letters if the language is unknown', () => {
    expect(shown([...paragraph(ARABIC), ...paragraph('Ferry talks')], '')).toBe(
      `<p lang="und-Arab" dir="rtl">${ARABIC}</p><p dir="ltr">Ferry talks</p>`,
    );
  });

  it('has no direction of its own if the publication runs in the same direction', () => {
    expect(shown(paragraph(ARABIC), 'ar')).toBe(`<p>${ARABIC}</p>`);
  });
});
