import { describe, expect, it } from 'vitest';
import { type Block, plainText } from '../../../../../lib/analysis/content-blocks.ts';
import { blocksOf } from '../../../../../lib/publication/page/html/blocks-of.ts';
import { childrenOf, elementsNamed, parseHtml } from '../../../../../lib/publication/page/html/parse-html.ts';
import { textOf } from '../../../../../lib/publication/page/html/text-of.ts';
import { cpuTime } from '../../../cpu-time.ts';

const BASE = 'https://noligarchy.example/talks';
const read = (html: string): Block[] => blocksOf(childrenOf(parseHtml(html)), BASE);
const paragraph = (...content: unknown[]): unknown => ({ type: 'paragraph', content });
const list = (ordered: boolean, ...items: unknown[][]): unknown => ({ type: 'list', ordered, items });
const link = (href: string, ...content: unknown[]): unknown => ({ type: 'link', href, content });

describe('blocksOf', () => {
  it.each<[html: string, blocks: unknown[]]>([
    ['<p>One</p><p>Two</p>', [paragraph('One'), paragraph('Two')]],
    ['loose <p>One</p> words', [paragraph('loose'), paragraph('One'), paragraph('words')]],
    ['<div><section><p>One</p></section>Two</div>', [paragraph('One'), paragraph('Two')]],
    ['<p>  One\n <span> two</span>\t</p>', [paragraph('One two')]],
    ['<p>One<br>two</p>', [paragraph('One two')]],
    ['<p>One &amp; &lt;two&gt; &#x2014;</p>', [paragraph('One & <two> —')]],
    ['<p>One <!-- a note --> two</p>', [paragraph('One two')]],
    ['<p>One <em>two</em>', [paragraph('One ', { type: 'emphasis', content: ['two'] })]],
    [
      '<p><i><b>One</b></i></p>',
      [paragraph({ type: 'emphasis', content: [{ type: 'strong', content: ['One'] }] })],
    ],
    ['<p><code>one</code></p>', [paragraph({ type: 'code', content: ['one'] })]],
    ['<p><u>One</u> <mark>two</mark></p>', [paragraph('One two')]],
    // Every object inherits a property named `constructor`.
    ['<p>One <constructor>two</constructor></p>', [paragraph('One two')]],
    ['<p>See <img src="map.png" alt="a map"> the map</p>', [paragraph('See the map')]],
    [
      '<h1>One</h1><h4>Two</h4>',
      [
        { type: 'heading', level: 1, content: ['One'] },
        { type: 'heading', level: 4, content: ['Two'] },
      ],
    ],
    [
      '<ul><li>One</li><li><p>Two</p><p>more</p></li></ul>',
      [list(false, [paragraph('One')], [paragraph('Two'), paragraph('more')])],
    ],
    [
      '<ol><li>One<ul><li>in</li></ul></li></ol>',
      [list(true, [paragraph('One'), list(false, [paragraph('in')])])],
    ],
    [
      '<blockquote><p>Said</p>so</blockquote>',
      [{ type: 'quote', blocks: [paragraph('Said'), paragraph('so')] }],
    ],
    [
      '<table><tr><th>A</th><td>1</td></tr><tr><td></td><td>2</td></tr></table>',
      [paragraph('A · 1'), paragraph('2')],
    ],
    ['<figure><img src="a.png"><figcaption>A map</figcaption></figure>', [paragraph('A map')]],
    ['<a href="/talks"><p>One</p></a>', [paragraph('One')]],
    ['<p></p><ul></ul><ul><li> </li></ul><h2></h2><blockquote></blockquote><p> <b></b> </p>', []],
    ['<p>One', [paragraph('One')]],
    ['</p></div><p>One</b></p>', [paragraph('One')]],
    ['', []],
  ])('reads %s', (html, blocks) => {
    expect(read(html)).toEqual(blocks);
  });

  it('keeps the words of a list directly inside a list', () => {
    expect(plainText(read('<ul><li>One</li><ul><li>Two</li></ul></ul>'))).toBe('One\nTwo');
  });

  it.each([
    ['<a href="https://outlet.example/x">it</a>', link('https://outlet.example/x', 'it')],
    ['<a href="/x">it</a>', link('https://noligarchy.example/x', 'it')],
    ['<a href="http://outlet.example/x">it</a>', link('https://outlet.example/x', 'it')],
    ['<a href="/x"><b>it</b></a>', link('https://noligarchy.example/x', { type: 'strong', content: ['it'] })],
    ['<a href="/x" onclick="alert(1)">it</a>', link('https://noligarchy.example/x', 'it')],
    ['<a href="javascript:alert(1)">it</a>', 'it'],
    ['<a href=" JAVA&#10;SCRIPT:alert(1)">it</a>', 'it'],
    ['<a href="&#106;avascript:alert(1)">it</a>', 'it'],
    ['<a href="data:text/html,hi">it</a>', 'it'],
    ['<a href="mailto:desk@outlet.example">it</a>', 'it'],
    ['<a href="">it</a>', 'it'],
    ['<a name="top">it</a>', 'it'],
  ])('converts %s to a safe link or text', (html, inline) => {
    expect(read(`<p>${html}</p>`)).toEqual([paragraph(inline)]);
  });
});

const UNSEEN = [
  '<script>secret()</script>',
  '<script type="application/ld+json">{"secret": 1}</script>',
  '<SCRIPT>secret</SCRIPT>',
  '<style>.secret {}</style>',
  '<template><p>secret</p></template>',
  '<noscript>secret</noscript>',
  '<svg><text>secret</text><script>secret</script></svg>',
  '<iframe srcdoc="secret">secret</iframe>',
  '<textarea>secret</textarea>',
  '<select><option>secret</option></select>',
  '<button>secret</button>',
  '<p hidden>secret</p>',
  '<span hidden>secret</span>',
  '<div aria-hidden="true"><p>secret</p></div>',
  '<ul><li hidden>secret</li></ul>',
  '<ul><li><script>secret</script></li></ul>',
  '<h2>Seen<script>secret</script></h2>',
  '<blockquote><style>secret</style></blockquote>',
  '<table><tr><td><script>secret</script></td><td hidden>secret</td></tr></table>',
  '<b><script>secret</script></b>',
  '<!-- secret -->',
  '<![CDATA[secret]]>',
  '<p title="secret">Seen</p>',
  '<script>"</p>secret',
];

describe('invisible content', () => {
  it.each(UNSEEN)('is not part of the text: %s', (html) => {
    const page = parseHtml(`<p>Before</p>${html}`);
    expect(textOf(page)).toMatch(/^Before/);
    expect(textOf(page)).not.toContain('secret');
    expect(JSON.stringify(blocksOf(childrenOf(page), BASE))).not.toContain('secret');
  });
});

describe('textOf', () => {
  it.each([
    ['<p>One</p><p>Two</p>', 'One Two'],
    ['<dt>Lens</dt><dd>Power</dd>', 'Lens Power'],
    ['Len<b>s</b>', 'Lens'],
    ['One<br>two', 'One two'],
    ['  One \n two ', 'One two'],
    ['', ''],
  ])('for %s returns "%s"', (html, text) => {
    expect(textOf(parseHtml(html))).toBe(text);
  });
});

describe('elements', () => {
  const page = parseHtml(
    `<head><meta name="a"><script>x</script></head>
     <body><p>1<b>2</b></p><div hidden><p>3</p></div><p>4</p></body>`,
  );

  it('with a name are found everywhere in the page', () => {
    expect([...elementsNamed(page, 'p')].map(textOf)).toHaveLength(3);
    expect([...elementsNamed(page, 'script')]).toHaveLength(1);
    expect([...elementsNamed(page, 'h1')]).toEqual([]);
  });
});

describe('a hostile page', () => {
  it.each([
    'div',
    'p',
    'b',
    'span',
    'em',
    'a href="/x"',
    'ul><li',
    'blockquote',
    'h2',
    'td',
    'custom-one',
    'svg',
  ])('of 100,000 nested <%s> is read within limits', (tag) => {
    const times = 100_000 / tag.split('><').length;
    const page = parseHtml(`<p>Before</p>${`<${tag}>`.repeat(times)}deep`);
    expect(plainText(blocksOf(childrenOf(page), BASE))).toMatch(/^Before/);
    expect(textOf(page)).toMatch(/^Before/);
    expect([...elementsNamed(page, 'p')]).toHaveLength(tag === 'p' ? 100_001 : 1);
  });

  it('is read to a depth of 100 elements, but not to a depth of 1,000', () => {
    const nested = (times: number): string =>
      `${'<div>'.repeat(times)}<p>deep</p>${'</div>'.repeat(times)}<p>After</p>`;
    expect(read(nested(100))).toEqual([paragraph('deep'), paragraph('After')]);
    expect(read(nested(1000))).toEqual([paragraph('After')]);
    const [shallow, deep] = [parseHtml(nested(100)), parseHtml(nested(1000))];
    expect([textOf(shallow), textOf(deep)]).toEqual(['deep After', 'After']);
    expect([...elementsNamed(shallow, 'p')]).toHaveLength(2);
    expect([...elementsNamed(deep, 'p')]).toHaveLength(1);
  });

  it.each([
    ['opening tags', '<b>'.repeat(300_000)],
    ['opening tags with closing tags of other elements', `${'<b>'.repeat(60_000)}${'</i>'.repeat(60_000)}`],
    ['siblings', '<p>x</p>'.repeat(200_000)],
    ['attributes', `<p ${'a="x" '.repeat(200_000)}>x</p>`],
    ['open brackets', '<'.repeat(2_000_000)],
    ['entities', '&amp;'.repeat(500_000)],
    ['comments', '<!--'.repeat(500_000)],
  ])('with very many %s is parsed in time', (_, html) => {
    expect(cpuTime(() => parseHtml(html))).toBeLessThan(2000);
  });

  it.each([
    ['paragraphs', '<p>x</p>'.repeat(40_000), 10_000],
    ['words in tags', `<p>${'<b>x</b> '.repeat(40_000)}</p>`, 6666],
    ['list items', `<ul>${'<li>x'.repeat(40_000)}</ul>`, 19_999],
    ['cells', `<table><tr>${'<td>x'.repeat(40_000)}</tr></table>`, 19_998],
    ['rows', `<table>${'<tr><td>x</td></tr>'.repeat(40_000)}</table>`, 9999],
  ])('is cut if it has 40,000 %s', (_, html, kept) => {
    expect(plainText(read(html)).replaceAll(/[^x]/g, '').length).toBe(kept);
  });

  it.each([
    ['paragraph', '<p>', '</p>'],
    ['emphasis', '<p><em>', '</em></p>'],
    ['list item', '<ul><li>', '</li></ul>'],
    ['table cell', '<table><tr><td>', '</td></tr></table>'],
  ])('is cut if a %s is too long', (_, before, after) => {
    expect(plainText(read(before + 'x'.repeat(2_000_000) + after))).toHaveLength(500_000);
  });

  it('is cut at 5,000,000 characters', () => {
    const page = parseHtml(`${' '.repeat(4_999_991)}<p>in</p>${'<p>out</p>'.repeat(100)}`);
    expect(textOf(page)).toBe('in');
  });
});
