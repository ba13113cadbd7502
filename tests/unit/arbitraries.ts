import fc, { type Arbitrary } from 'fast-check';

/** Random inputs for parsers. They follow the grammar of each format, so most of them are almost valid. */

const STRANGE = [
  ...[
    '',
    ' ',
    '\u0000',
    '\u001e\u001f\f\n',
    '\u202ebackwards',
    '\ufeff',
    '\ud800',
    '😀',
    'e\u0301'.repeat(4),
  ],
  ...['__proto__', 'constructor', 'toString', 'x'.repeat(5000), '<b>&amp;</b>', '[object Object]'],
];

/**
 * Values that are wrong in most fields. One has a field named `__proto__`. It comes from `JSON.parse`, because in an
 * object literal `__proto__` would set the prototype instead.
 */
const WRONG: readonly unknown[] = [
  ...[null, true, false, 0, 7, -1, 1.5, 1e308, [], {}, [[[[[[]]]]]], [null], { length: 3 }],
  ...[
    { type: 'link', href: 'javascript:alert(1)', content: ['x'] },
    JSON.parse('{"__proto__":{"polluted":1}}'),
  ],
  ...[{ constructor: { prototype: { polluted: 1 } } }, { toString: 1, valueOf: 2, toJSON: 3 }],
  ...[
    'javascript:alert(1)',
    'data:text/html,x',
    'http://127.0.0.1:1/x',
    'http://other.example/x',
    'https://user:pw@other.example/',
  ],
  ...['https://[', '//other.example/a', '../..', '2026-02-30', '2026-07-02', '99999-01-01', ...STRANGE],
];

/** Any text that a text field may contain: ordinary, strange or random. */
export const anyText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...STRANGE),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('Talks in Qatar', 'A sentence that goes on, and ends.', '世界', 'مرحبا'),
);

/**
 * Returns copies of a valid value in which up to six fields or items are replaced, removed, doubled, or copied from
 * another field.
 */
export function nearly(right: unknown): Arbitrary<unknown> {
  const wrong = fc.oneof(fc.constantFrom(...WRONG), anyText);
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'double', 'from elsewhere'),
    other: fc.nat(),
    wrong,
  });
  return fc.array(change, { maxLength: 6 }).map((changes) => {
    const value: unknown = structuredClone(right);
    for (const { at, how, other, wrong: worse } of changes) {
      const places = placesIn(value);
      const place = places[at % places.length];
      if (!place) continue;
      const [holder, key] = place;
      if (how === 'remove') Reflect.deleteProperty(holder, key);
      else if (how === 'double') holder[key] = [holder[key], holder[key]];
      else if (how === 'replace') holder[key] = structuredClone(worse);
      else {
        const [from, name] = places[other % places.length] ?? place;
        holder[key] = structuredClone(from[name]);
      }
    }
    return value;
  });
}

type Holder = Record<string, unknown>;

/** Returns the place of each field and item inside a value: the object or array that contains it, and its key. */
function placesIn(value: unknown, places: [Holder, string][] = []): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return places;
  for (const key of Object.keys(value)) {
    places.push([value as Holder, key]);
    placesIn((value as Holder)[key], places);
  }
  return places;
}

/** The vocabulary of a markup language: element names, attributes with usual values, and usual texts. */
export interface Grammar {
  readonly elements: readonly string[];
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly texts: readonly string[];
}

function attributeOf(attributes: Grammar['attributes']): Arbitrary<string> {
  const written = Object.entries(attributes).flatMap(([name, values]) =>
    values.map((value) => ` ${name}="${value}"`),
  );
  return fc.constantFrom(...written);
}

/**
 * How an element ends: correctly, without an end, self-closed, with another element's end tag, or inside its start tag.
 */
const ENDINGS = ['closed', 'closed', 'closed', 'closed', 'open', 'self-closed', 'other', 'broken'] as const;

/** Returns markup: a tree of elements, some of which are unclosed or closed by the wrong tag. */
export function markup({ elements, attributes, texts }: Grammar): Arbitrary<string> {
  const attribute = attributeOf(attributes);
  const words = fc.oneof(
    fc.constantFrom(...texts),
    anyText.map((text) => text.replaceAll('<', '&lt;')),
    fc.constantFrom(
      '<!-- a comment -->',
      '<![CDATA[x<b>y]]>',
      '<!doctype html>',
      '<?xml version="1.0"?>',
      '</p>',
    ),
  );
  const { node } = fc.letrec<{ node: string; element: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 6, depthSize: 'small' },
      { arbitrary: words, weight: 2 },
      { arbitrary: tie('element'), weight: 3 },
    ),
    element: fc
      .record({
        name: fc.constantFrom(...elements),
        attributes: fc.array(attribute, { maxLength: 3 }),
        children: fc.array(tie('node'), { maxLength: 5 }),
        ending: fc.constantFrom(...ENDINGS),
        other: fc.constantFrom(...elements),
      })
      .map(({ name, attributes: own, children, ending, other }) => {
        const start = `<${name}${own.join('')}`;
        const inside = children.join('');
        if (ending === 'broken') return start;
        if (ending === 'self-closed') return `${start}/>${inside}`;
        return `${start}>${inside}${ending === 'open' ? '' : `</${ending === 'other' ? other : name}>`}`;
      }),
  }));
  return fc.array(node, { maxLength: 8 }).map((nodes) => nodes.join(''));
}

/**
 * Returns pieces of markup that a test repeats many times. Each piece consists of one to four tags, texts or
 * delimiters.
 */
export function pieces({ elements, attributes, texts }: Grammar): Arbitrary<string> {
  const attribute = attributeOf(attributes);
  const tag = fc
    .tuple(
      fc.constantFrom(...elements),
      fc.option(attribute, { nil: '' }),
      fc.constantFrom('>', '/>', '', ' '),
    )
    .map(([name, own, end]) => `<${name}${own}${end}`);
  const end = fc.constantFrom(...elements).map((name) => `</${name}>`);
  const piece = fc.oneof(
    tag,
    tag,
    end,
    fc.constantFrom(...texts),
    fc.constantFrom('<', '&', '"', "='", '<!--', ']]>'),
  );
  return fc
    .array(piece, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(''))
    .filter((all) => all !== '');
}
