import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../lib/analysis/content-blocks.ts';
import { blocksOf } from '../../../../lib/publication/page/html/blocks-of.ts';
import { childrenOf, parseHtml } from '../../../../lib/publication/page/html/parse-html.ts';
import { BASE, read } from './read-report.ts';

/** Users of similar software reported errors in how it reads HTML elements. Tests several variants of each error. */

/** Returns the lines of the text of some HTML. Each paragraph is a line. */
const lines = (html: string): string[] => {
  const text = plainText(blocksOf(childrenOf(parseHtml(html)), BASE));
  return text === '' ? [] : text.split('\n');
};

describe('inline elements with a meaning', () => {
  it.each([
    ['<p>10<sup>9</sup> tons</p>', '10⁹ tons'],
    ['<p>x<sup>a+b</sup></p>', 'x^(a+b)'],
    ['<p>2<sup>-3</sup> and H<sub>2</sub>O</p>', '2⁻³ and H₂O'],
    ['<p>the 21<sup>st</sup> day</p>', 'the 21st day'],
    ['<p>on <del>Tuesday</del> <ins>Wednesday</ins></p>', 'on Wednesday'],
    ['<p>on <s>Tuesday</s> Wednesday</p>', 'on Wednesday'],
    ['<p>She said <q>no</q>.</p>', 'She said “no”.'],
    ['<p>She said <q>he said <q>no</q></q>.</p>', 'She said “he said ‘no’”.'],
    ['<p>She said <q>“no”</q>.</p>', 'She said “no”.'],
    ['<p>E=mc<sup><b>2</b></sup></p>', 'E=mc²'],
    [
      '<p>See<sup><a href="#fn1">[1]</a></sup> Acme<sup>TM</sup> and Co<sup>®</sup></p>',
      'See[1] Acme™ and Co®',
    ],
    ['<del><p>It was Tuesday.</p></del><ins><p>It was Wednesday.</p></ins>', 'It was Wednesday.'],
    ['<ul><li><del>Tuesday</del></li><li>Wednesday</li></ul>', 'Wednesday'],
    ['<p>on <strike>Tuesday</strike> Wednesday</p>', 'on Wednesday'],
    ['<p>on <span style="text-decoration: line-through">Tuesday</span> Wednesday</p>', 'on Wednesday'],
    ['<p>10<span style="vertical-align:super">9</span> tons</p>', '10⁹ tons'],
    ['<p>on <span style="text-decoration: underline">Tuesday</span></p>', 'on Tuesday'],
    ['<p>10<span style="font-variant-position: super">9</span> tons</p>', '10⁹ tons'],
    ['<p>of <math><msup><mn>10</mn><mn>9</mn></msup></math> tons</p>', 'of 10⁹ tons'],
    [
      '<p><math><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></math> and <math><mi>x</mi></math></p>',
      'H₂O and x',
    ],
    [
      '<p>to <math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac></math> of it</p>',
      'to (a+1)/2 of it',
    ],
    ['<p><math><msqrt><mn>2</mn></msqrt></math></p>', '√2'],
    [
      '<math><semantics><mrow><mi>x</mi><mo>=</mo><mn>2</mn></mrow><annotation>x = 2</annotation></semantics></math>',
      'x=2',
    ],
  ])('are read as plain text: %s', (html, text) => {
    expect(lines(html)).toEqual([text]);
  });

  it('mark whole blocks, and do not add a second pair of quotation marks', () => {
    const html = '<del><p>a <b>b</b></p><ul><li>c</li></ul></del><p><q>“d”</q></p>';
    const deleted = (...content: readonly unknown[]): object => ({
      type: 'paragraph',
      content: [{ type: 'deleted', content }],
    });
    expect(blocksOf(childrenOf(parseHtml(html)), BASE)).toEqual([
      deleted('a ', { type: 'strong', content: ['b'] }),
      { type: 'list', ordered: false, items: [[deleted('c')]] },
      { type: 'paragraph', content: ['“d”'] },
    ]);
  });

  it('are kept as marks in the text', () => {
    expect(
      blocksOf(
        childrenOf(parseHtml('<p>10<sup>9</sup> <del>a</del><ins>b</ins> <q>c</q><sub>d</sub></p>')),
        BASE,
      ),
    ).toEqual([
      {
        type: 'paragraph',
        content: [
          '10',
          { type: 'sup', content: ['9'] },
          ' ',
          { type: 'deleted', content: ['a'] },
          { type: 'inserted', content: ['b'] },
          ' ',
          { type: 'quotation', content: ['c'] },
          { type: 'sub', content: ['d'] },
        ],
      },
    ]);
  });
});

describe('uncommon elements', () => {
  it.each<[html: string, paragraphs: string[]]>([
    ['<p>He met <ruby>東京<rt>Tōkyō</rt></ruby> officials.</p>', ['He met 東京 (Tōkyō) officials.']],
    [
      '<p>He met <ruby>東京<rp>(</rp><rt>Tōkyō</rt><rp>)</rp></ruby> officials.</p>',
      ['He met 東京(Tōkyō) officials.'],
    ],
    ['<p>See <x-term>tolls</x-term> rise.</p>', ['See tolls rise.']],
    ['See <gloss-word>tolls</gloss-word> rise.', ['See tolls rise.']],
    ['<p>A <tooltip-box><b>toll</b></tooltip-box> rises.</p>', ['A toll rises.']],
    ['<p>A <nobr>toll bridge</nobr> <blink>rises</blink>.</p>', ['A toll bridge rises.']],
    ['<x-text><p>One</p><p>Two</p></x-text>', ['One', 'Two']],
    ['<x-line>One</x-line><x-line>Two</x-line>', ['One', 'Two']],
    ['<ul><li>A <x-term>toll</x-term> rises</li></ul>', ['A toll rises']],
  ])('do not take their text out of its paragraph: %s', (html, paragraphs) => {
    expect(lines(html)).toEqual(paragraphs);
  });
});

describe('hidden text', () => {
  it.each([
    'style="display:none"',
    'style="color:red; DISPLAY : none !important"',
    'style="visibility: hidden"',
    'hidden',
    'hidden="until-found"',
    'aria-hidden="true"',
    'style="position:absolute;left:-10000px"',
    'style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)"',
    'style="position:absolute; clip: rect(1px 1px 1px 1px)"',
    'style="clip-path: inset(50%)"',
    'style="text-indent:-9999px"',
    'style="font-size:0"',
    'style="display: none /* for now */"',
    'style="position:absolute; left:-999em"',
    'style="position:fixed;left:-100vw"',
    'style="margin-left:-9999px"',
    'style="height:0;overflow:hidden"',
    'style="max-height: 0px; overflow: clip"',
    'class="sr-only"',
    'class="note visually-hidden"',
    'class="screen-reader-text"',
    'class="u-visuallyhidden"',
  ])('of an element with %s is dropped', (attribute) => {
    expect(lines(`<p>Seen</p><p ${attribute}>Template error</p>`)).toEqual(['Seen']);
    expect(lines(`<p>Seen <span ${attribute}>not</span>there</p>`)).toEqual(['Seen there']);
  });

  it.each([
    'style="display:block"',
    'style="background: url(none.png)"',
    'style="position:absolute;left:-10px"',
    'style="width:1px"',
    'aria-hidden="false"',
    'style="font-size:0.9em"',
    'style="/* display:none */ color:red"',
    'style="margin-left:-10px"',
    'style="height:0"',
    'class="sr-only-focusable"',
    'class="not-sr-only"',
    'class="hidden-costs"',
    // Some pages fade in, and therefore set this style on all their text.
    'style="opacity:0"',
    'data-style="display:none"',
  ])('does not include an element with %s', (attribute) => {
    expect(lines(`<p ${attribute}>Seen</p>`)).toEqual(['Seen']);
  });
});

describe('a heading with a link to itself', () => {
  it.each([
    '<h2>What happened <a class="anchor" href="#part">#</a></h2>',
    '<h2><a href="#part">¶</a> What happened</h2>',
    '<h2>What happened<a href="https://plain.example/analysis/bridge/#part">§</a></h2>',
    '<h2>What happened <a href="#part"><span>🔗</span></a></h2>',
    '<h2>What happened <a href="#part">Permalink</a></h2>',
    '<h2>What happened <a href="#part">Link to this section</a></h2>',
    '<h2><a href="#part">What happened</a></h2>',
    '<h2>What happened <a href="#part">[link]</a></h2>',
    '<h2>What happened <a href="#part">Copy link to section</a></h2>',
    '<h2>What happened <a href="#part">Link to heading</a></h2>',
    '<h2>What happened <a href="#part">Direct link to What happened</a></h2>',
    '<h2>What happened <a href="#part">Anchor link</a></h2>',
    '<h2>What happened <small><a href="#top">Back to top</a></small></h2>',
    '<h2>What happened <a href="#part" class="hash-link" aria-label="Direct link">\u200b</a></h2>',
    '<h2>What happened\u200b</h2>',
    '<h2>What happened<span class="sr-only">Section titled What happened</span></h2>',
    '<h2 class="visually-hidden">What happened</h2>',
    '<h2>What happened <a href="#edit">edit</a></h2>',
    '<h2>What happened<span class="mw-editsection">[<a href="/edit?section=1">edit</a>]</span></h2>',
    '<h2><a href="/analysis/bridge#part">What happened</a></h2>',
    '<h2><a href="/analysis/bridge/?utm_source=toc#part">What happened</a></h2>',
  ])('is read without that link: %s', (heading) => {
    expect(read(`${heading}<p>It was sold.</p>`)?.sections.map((section) => section.heading)).toEqual([
      'What happened',
    ]);
  });

  it('keeps a number sign that is not inside a link', () => {
    expect(read('<h2>What is #1</h2><p>It.</p>')?.sections.map((section) => section.heading)).toEqual([
      'What is #1',
    ]);
  });
});
