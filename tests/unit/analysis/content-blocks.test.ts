import { describe, expect, it } from 'vitest';
import { type Block, plainText, readBlocks } from '../../../lib/analysis/content-blocks.ts';

const BASE = 'https://noligarchy.example/.well-known/civic-lens/analyses/talks.json';
const paragraph = (...content: unknown[]): object => ({ type: 'paragraph', content });
const length = (value: unknown): number => JSON.stringify(value).length;

/** Applies `wrap` to a value `depth` times. */
function wrapped(value: unknown, depth: number, wrap: (inner: unknown) => unknown): unknown {
  let result = value;
  for (let n = 0; n < depth; n++) result = wrap(result);
  return result;
}

describe('readBlocks', () => {
  it('keeps every kind of block and inline', () => {
    const blocks = [
      paragraph('Plain, ', { type: 'emphasis', content: ['with ', { type: 'strong', content: ['strong'] }] }),
      paragraph({ type: 'link', href: 'https://outlet.example/story', content: ['a link'] }),
      paragraph({ type: 'code', content: ['code'] }),
      ...['sup', 'sub', 'deleted', 'inserted', 'quotation'].map((type) =>
        paragraph('a ', { type, content: ['b'] }),
      ),
      { type: 'list', ordered: true, items: [[paragraph('one')], [paragraph('two'), paragraph('more')]] },
      {
        type: 'list',
        ordered: false,
        items: [[{ type: 'list', ordered: true, items: [[paragraph('in')]] }]],
      },
      { type: 'quote', blocks: [paragraph('Said.')] },
      { type: 'heading', level: 3, content: ['Below'] },
    ];
    expect(readBlocks(blocks, BASE)).toEqual(blocks);
  });

  it.each<[written: string, raw: unknown, read: unknown[]]>([
    ['a bare string', 'Words', [paragraph('Words')]],
    ['content that is a string', { type: 'paragraph', content: 'Words' }, [paragraph('Words')]],
    ['an unknown block', { type: 'aside', content: ['Words'] }, [paragraph('Words')]],
    ['a block without a type', { content: ['Words'] }, [paragraph('Words')]],
    [
      'a type with the name of an inherited property',
      { type: 'constructor', content: ['Words'] },
      [paragraph('Words')],
    ],
    [
      'an unknown inline',
      paragraph('Some ', { type: 'blink', content: ['words'] }),
      [paragraph('Some ', 'words')],
    ],
    ['an HTML string', '<script>alert(1)</script>', [paragraph('<script>alert(1)</script>')]],
    ['unknown fields', { type: 'paragraph', html: '<b>x</b>', content: ['Words'] }, [paragraph('Words')]],
    [
      'a list of strings',
      { type: 'list', items: ['one', ['two']] },
      [{ type: 'list', ordered: false, items: [[paragraph('one')], [paragraph('two')]] }],
    ],
    [
      'a list whose "ordered" is not a boolean',
      { type: 'list', ordered: 'yes', items: ['one'] },
      [{ type: 'list', ordered: false, items: [[paragraph('one')]] }],
    ],
    [
      'a quote with content',
      { type: 'quote', content: ['Said.'] },
      [{ type: 'quote', blocks: [paragraph('Said.')] }],
    ],
    [
      'a heading without a level',
      { type: 'heading', content: ['Below'] },
      [{ type: 'heading', level: 3, content: ['Below'] }],
    ],
    [
      'a heading of level 1',
      { type: 'heading', level: 1, content: ['Below'] },
      [{ type: 'heading', level: 3, content: ['Below'] }],
    ],
    [
      'a heading of level 9.5',
      { type: 'heading', level: 9.5, content: ['Below'] },
      [{ type: 'heading', level: 6, content: ['Below'] }],
    ],
  ])('reads %s', (_, raw, read) => {
    expect(readBlocks([raw], BASE)).toEqual(read);
  });

  it.each<[raw: unknown]>([
    [null],
    [7],
    [[]],
    [{}],
    [''],
    [' \n'],
    [paragraph()],
    [paragraph('', '  ')],
    [paragraph({ type: 'emphasis', content: [] }, null, 7, { type: 'strong' })],
    [{ type: 'paragraph', content: { 0: 'Words', length: 1 } }],
    [{ type: 'heading', level: 3, content: [''] }],
    [{ type: 'list', items: [[], [paragraph('')], null] }],
    [{ type: 'list', items: 'one' }],
    [{ type: 'quote', blocks: [] }],
    [JSON.parse('{"__proto__": {"type": "paragraph", "content": ["Inherited"]}}')],
  ])('skips a block without text: %j', (raw) => {
    expect(readBlocks([raw], BASE)).toEqual([]);
  });

  it.each<[raw: unknown]>([[undefined], [null], ['Words'], [paragraph('Words')], [7]])(
    'returns no blocks for %j, which is not a list',
    (raw) => {
      expect(readBlocks(raw, BASE)).toEqual([]);
    },
  );

  it.each<[href: unknown, link: string | undefined]>([
    ['https://outlet.example/story', 'https://outlet.example/story'],
    ['/talks', 'https://noligarchy.example/talks'],
    ['http://outlet.example/story', 'https://outlet.example/story'],
    ['http://localhost:8080/story', 'http://localhost:8080/story'],
    ['javascript:alert(1)', undefined],
    [' java\tscript:alert(1)', undefined],
    ['data:text/html,<script>alert(1)</script>', undefined],
    ['mailto:desk@outlet.example', undefined],
    ['', undefined],
    [7, undefined],
    [undefined, undefined],
  ])('turns a link with the address %j into a link to %s (undefined: into plain text)', (href, link) => {
    const read = readBlocks([paragraph('See ', { type: 'link', href, content: ['this'] })], BASE);
    expect(read).toEqual([
      paragraph('See ', link ? { type: 'link', href: link, content: ['this'] } : 'this'),
    ]);
  });
});

describe('readBlocks of hostile text', () => {
  it.each<[nested: string, wrap: (inner: unknown) => unknown, leaf: unknown]>([
    ['quotes', (inner) => ({ type: 'quote', blocks: [inner] }), paragraph('deep')],
    ['lists', (inner) => ({ type: 'list', items: [[inner]] }), paragraph('deep')],
    ['unknown blocks', (inner) => ({ type: 'aside', content: [inner] }), paragraph('deep')],
    ['emphasis', (inner) => ({ type: 'emphasis', content: [inner] }), 'deep'],
    ['links', (inner) => ({ type: 'link', href: '/', content: [inner] }), 'deep'],
    ['arrays', (inner) => [inner], paragraph('deep')],
  ])('drops 100,000 levels of nested %s, and keeps the blocks around them', (_, wrap, leaf) => {
    expect(readBlocks([wrapped(leaf, 100_000, wrap)], BASE)).toEqual([]);
    expect(readBlocks([paragraph('before'), wrapped(leaf, 100_000, wrap), paragraph('after')], BASE)).toEqual(
      [paragraph('before'), paragraph('after')],
    );
  });

  it('keeps six levels of quotes', () => {
    const quotes = wrapped(paragraph('deep'), 6, (inner) => ({ type: 'quote', blocks: [inner] }));
    expect(readBlocks([quotes], BASE)).toEqual([quotes]);
  });

  it.each<[what: string, raw: unknown[]]>([
    ['paragraphs', Array(100_000).fill(paragraph('x'))],
    ['strings', Array(100_000).fill('x')],
    ['inlines', [paragraph(...Array(100_000).fill('x'))]],
    ['items', [{ type: 'list', items: Array(100_000).fill('x') }]],
    ['lists of items', Array(1000).fill({ type: 'list', items: Array(1000).fill('x') })],
    ['empty items', Array(300).fill({ type: 'list', items: Array(20_000).fill([]) })],
  ])('limits the number of %s', (_, raw) => {
    expect(plainText(readBlocks(raw, BASE)).replaceAll('\n', '').length).toBeLessThanOrEqual(20_000);
  });

  it('counts empty items toward the limit', () => {
    const list = { type: 'list', items: Array(20_000).fill([]) };
    expect(readBlocks([list, paragraph('after')], BASE)).toEqual([]);
  });

  it('truncates a long text', () => {
    const long = 'x'.repeat(300_000);
    const read = readBlocks([paragraph(long), paragraph(long), paragraph('after')], BASE);
    expect(plainText(read).replaceAll('\n', '')).toHaveLength(500_000);
    expect(length(read)).toBeLessThan(501_000);
  });
});

describe('plainText', () => {
  it('returns one line for each block', () => {
    const blocks: Block[] = [
      { type: 'heading', level: 3, content: ['Head'] },
      {
        type: 'paragraph',
        content: [
          'Some ',
          { type: 'strong', content: ['very ', { type: 'emphasis', content: ['strong'] }] },
          ' words',
        ],
      },
      { type: 'list', ordered: false, items: [[{ type: 'paragraph', content: ['one'] }], []] },
      {
        type: 'quote',
        blocks: [
          {
            type: 'paragraph',
            content: [{ type: 'link', href: 'https://outlet.example/', content: ['Said'] }],
          },
          { type: 'paragraph', content: [{ type: 'code', content: ['so'] }] },
        ],
      },
    ];
    expect(plainText(blocks)).toBe('Head\nSome very strong words\none\nSaid\nso');
    expect(plainText([])).toBe('');
  });
});
