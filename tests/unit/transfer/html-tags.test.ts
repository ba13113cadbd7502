import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { HtmlTags } from '../../../lib/transfer/html-tags.ts';
import { cpuTimeUntil } from '../cpu-time.ts';
import { growsLinearly, holds } from '../properties.ts';
import { readFile } from './reading-files.ts';

/** Returns the tags and the text of a file that arrives in pieces of this length. Joins adjacent texts. */
function tagsOf(html: string, length = html.length || 1): unknown[] {
  const found: unknown[] = [];
  const tags = new HtmlTags({
    open: (name, attributes) => found.push([name, Object.fromEntries(attributes)]),
    text: (text) => {
      const last = found.at(-1);
      if (typeof last === 'string') found[found.length - 1] = last + text;
      else found.push(text);
    },
    close: (name) => found.push([`/${name}`]),
  });
  for (let at = 0; at < html.length; at += length) tags.feed(html.slice(at, at + length));
  tags.end();
  return found;
}

/** Returns the line of each start tag of a file that arrives in pieces of this length. */
function linesOf(html: string, length: number): number[] {
  const lines: number[] = [];
  const ignore = (): void => {};
  const tags = new HtmlTags({ open: (_, __, line) => lines.push(line), text: ignore, close: ignore });
  for (let at = 0; at < html.length; at += length) tags.feed(html.slice(at, at + length));
  tags.end();
  return lines;
}

describe('tags of HTML', () => {
  it.each<[string, unknown[]]>([
    [
      '<A HREF="https://a.example/?b&amp;c">D &lt; &#233;</A>',
      [['a', { href: 'https://a.example/?b&c' }], 'D < é', ['/a']],
    ],
    ["<a href='x>y' Tags=one,two>z", [['a', { href: 'x>y', tags: 'one,two' }], 'z']],
    ['<a href=1 href=2>', [['a', { href: '1' }]]],
    [
      '<dl><p><dt>',
      [
        ['dl', {}],
        ['p', {}],
        ['dt', {}],
      ],
    ],
    ['<!-- <a href="x"> --><script>"<a href=x>"</script>', [['script', {}], '"<a href=x>"', ['/script']]],
    [
      '<a __proto__="x" constructor>',
      [
        [
          'a',
          Object.fromEntries([
            ['__proto__', 'x'],
            ['constructor', ''],
          ]),
        ],
      ],
    ],
    ['<a href="never closed', []],
    ['a < b', ['a < b']],
  ])('are found in %s', (html, expected) => {
    for (const length of [html.length, 1, 7]) expect(tagsOf(html, length)).toEqual(expected);
  });

  it.each([
    ['<p>\n<a>\n\n<b>', [1, 2, 4]],
    ['<!--\n\n-->\n<a href="\n"\n>\n<b>', [4, 7]],
    ['<p>one &#10; two\n</p\n><a>', [1, 3]],
    ['<script>\n"<a>"\n</script><b>\n', [1, 3]],
  ])('have the line in which they begin: %j', (html, lines) => {
    for (const length of [html.length, 1, 7]) expect(linesOf(html, length)).toEqual(lines);
  });

  it('are the same in pieces of any length, and the same as htmlparser2 finds', () => {
    const part = fc.constantFrom(
      ...[
        '<dl>',
        '<DT>',
        '</dl>',
        '<a ',
        'href="',
        "tags='",
        'x=',
        '"',
        "'",
        '>',
        '<',
        '/',
        '&amp;',
        '&eacute;',
      ],
      ...[
        '&#8364;',
        '&',
        ';',
        ' ',
        '\n',
        'text',
        '<!--',
        '-->',
        '<title>',
        '</title>',
        '<h3 id=1>',
        '</h3>',
        '𝒜',
      ],
    );
    const law = fc.property(
      fc.array(part, { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      (parts, length) => {
        // A tag that the end of the file cuts off is not a tag, but the tokenizer may report a part of it as text. So
        // the file ends with `>`.
        const html = `${parts.join('')}>`;
        const found = tagsOf(html);
        expect(tagsOf(html, length)).toEqual(found);
        const opened: unknown[] = [];
        let text = '';
        const parser = new Parser({
          onopentag: (name, attributes) => opened.push([name, { ...attributes }]),
          ontext: (more) => {
            text += more;
          },
        });
        parser.end(html);
        const own = found.filter((one) => Array.isArray(one) && !String(one[0]).startsWith('/'));
        expect(own).toEqual(opened);
        expect(found.filter((one) => typeof one === 'string').join('')).toBe(text);
      },
    );
    holds(law, 500);
  });

  it.each<[string, (size: number) => string]>([
    ['elements that are never closed', (size) => '<b>'.repeat(size)],
    ['elements that are closed by other names', (size) => '<b></i>'.repeat(size)],
    ['lists in lists', (size) => '<dl><dt><h3>x</h3>'.repeat(size)],
    ['attributes', (size) => `<a ${Array.from({ length: size }, (_, at) => `a${at}=1 `).join('')}>`],
    ['characters in a value without an end', (size) => `<a href="${'x'.repeat(10 * size)}`],
    ['characters without a tag', (size) => 'x&'.repeat(10 * size)],
    ['comments without an end', (size) => '<!--'.repeat(size)],
  ])('are read in linear time if there are many %s', (_, html) => {
    expect(growsLinearly((text: string) => tagsOf(text, 65_536), html, 25_000)).toBe(true);
  });

  it('are read in linear time if a piece of the file is one long line', () => {
    expect(
      growsLinearly(
        (text: string) => tagsOf(text),
        (size) => '<b>'.repeat(size),
        50_000,
      ),
    ).toBe(true);
  });

  it('of a bookmarks file are found after many elements that are never closed', async () => {
    const link = '<DT><A HREF="https://outlet.example/ferry">Ferry</A>\n';
    const hostile = `<!DOCTYPE NETSCAPE-Bookmark-file-1>${link}${'<b><i>'.repeat(200_000)}${link}`;
    let addresses: readonly unknown[] = [];
    const time = await cpuTimeUntil(async () => {
      ({ addresses } = await readFile(hostile));
    });
    expect(addresses).toHaveLength(2);
    expect(time).toBeLessThan(3000);
  });
});
