import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { readWaiting } from '../../../lib/transfer/library-file.ts';
import { resetBrowser } from '../fake-browser.ts';
import { exported, imported, type Library, library, records, store } from './generated-library.ts';

beforeEach(() => resetBrowser('*://*/*'));

const MANY = fc
  .sample(library, { seed: 11, numRuns: 200 })
  .filter(({ saved, removed }) => saved.length === 5 && removed.length > 0) as [Library, Library];
const [OTHER, OWN] = MANY;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const middle = (text: string): number => Math.floor(text.length / 2);
const withoutLine = (text: string, n: number): string => text.split('\n').toSpliced(n, 1).join('\n');
const onLine = (text: string, n: number, change: (line: string) => string): string =>
  text
    .split('\n')
    .map((line, at) => (at === n ? change(line) : line))
    .join('\n');
const parsed = (text: string, change: (file: Record<string, unknown[]>) => void): string => {
  const file = JSON.parse(text);
  change(file);
  return JSON.stringify(file);
};
const flipped = (text: string, at: number): Uint8Array => {
  const changed = bytes(text);
  changed[at] = (changed[at] ?? 0) ^ 0x55;
  return changed;
};

/** Kinds of damage to a file, each with the least number of the five saved analyses that can still be read. */
const DAMAGES: readonly (readonly [
  name: string,
  damage: (text: string) => string | Uint8Array,
  readable: number,
])[] = [
  ['an empty file', () => '', 0],
  ['only spaces', () => '  \n ', 0],
  ['cut off after its first character', (text) => text.slice(0, 1), 0],
  ['cut off in the first analysis', (text) => text.slice(0, text.indexOf('\n') + 50), 0],
  ['cut off in the third analysis', (text) => text.split('\n').slice(0, 4).join('\n').slice(0, -20), 2],
  ['cut off in the middle of a character', (text) => bytes(text).slice(0, -1), 5],
  ['without its last line', (text) => text.slice(0, text.trimEnd().lastIndexOf('\n')), 5],
  ['without its first line', (text) => withoutLine(text, 0), 5],
  ['without its first half', (text) => text.slice(middle(text)), 0],
  ['with a missing comma', (text) => onLine(text, 2, (line) => line.replace(/,$/, '')), 3],
  ['with a missing quotation mark', (text) => onLine(text, 2, (line) => line.replace('"', '')), 4],
  ['with an extra quotation mark', (text) => onLine(text, 2, (line) => `"${line}`), 4],
  ['with a missing brace', (text) => onLine(text, 2, (line) => line.slice(1)), 4],
  ['with an extra brace', (text) => onLine(text, 2, (line) => `{${line}`), 4],
  ['with an extra closing brace', (text) => onLine(text, 2, (line) => `}${line}`), 1],
  ['with a line of zero bytes', (text) => onLine(text, 2, (line) => '\0'.repeat(line.length)), 4],
  [
    'with random characters in a line',
    (text) => onLine(text, 2, (line) => `${line.slice(0, 30)}\u0001{[}]\\`),
    4,
  ],
  ['with a byte order mark', (text) => `\ufeff${text}`, 5],
  [
    'as UTF-16',
    (text) =>
      new Uint8Array(
        new Uint16Array([
          0xfeff,
          ...[...text.toWellFormed()].flatMap((c) => c.split('').map((u) => u.charCodeAt(0))),
        ]).buffer,
      ),
    5,
  ],
  ['with CRLF line ends', (text) => text.replaceAll('\n', '\r\n'), 5],
  ['indented by another program', (text) => JSON.stringify(JSON.parse(text), null, 2), 5],
  [
    'with its keys sorted',
    (text) =>
      parsed(text, (file) => {
        for (const key of Object.keys(file).sort()) {
          const value = file[key];
          delete file[key];
          file[key] = value as unknown[];
        }
      }),
    5,
  ],
  ['twice in one file', (text) => text + text, 5],
  [
    'with analyses that are not objects',
    (text) =>
      parsed(text, (file) => {
        file.saved?.push(null, 7, 'x', [], {});
      }),
    5,
  ],
  [
    'with a card of null',
    (text) =>
      parsed(text, (file) => {
        file.saved?.push({ ...(file.saved[0] as object), card: null });
      }),
    5,
  ],
  [
    'with a publication that is a script',
    (text) =>
      parsed(text, (file) => {
        file.saved?.push({ ...(file.saved[0] as object), publication: { name: 'x', url: 'javascript:1' } });
      }),
    5,
  ],
  ['with texts that are numbers', (text) => text.replaceAll('"document":{', '"document":7,"was":{'), 5],
  [
    'with highlights of the wrong form',
    (text) => text.replaceAll(/"highlights":\[(?!\])/g, '"highlights":[null,{"id":1},'),
    5,
  ],
  [
    'with lists that are objects',
    (text) =>
      parsed(text, (file) => {
        Object.assign(file, {
          labels: { a: 1 },
          filters: 'x',
          followed: 3,
          waiting: null,
          answers: {},
          removed: 7,
        });
      }),
    5,
  ],
  [
    'with records of the wrong form',
    (text) =>
      parsed(text, (file) => {
        for (const key of ['labels', 'filters', 'followed', 'waiting', 'answers', 'removed'])
          file[key] = [null, 1, {}, [], { id: {}, name: [] }];
      }),
    5,
  ],
  [
    'with hostile names',
    (text) =>
      text.replace(
        '"settings":{',
        '"__proto__":{"polluted":1},"constructor":[{}],"settings":{"__proto__":{"x":1},',
      ),
    5,
  ],
  [
    'with settings of the wrong form',
    (text) =>
      text.replace(
        /"settings":\{.*\}\}/,
        '"settings":{"theme":[],"textSize":"x","sitesOff":{},"quietHours":9},"lensHues":{"a":99}}',
      ),
    5,
  ],
  ['with hugely nested lists', (text) => onLine(text, 2, (line) => `${'['.repeat(20_000)}${line}`), 1],
  ['with bytes that are no UTF-8', (text) => flipped(text, text.length - 5), 4],
  ['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 0],
];

describe('the import of a damaged file', () => {
  it('is tried with at least 30 kinds of damage', () => {
    expect(new Set(DAMAGES.map(([name]) => name)).size).toBeGreaterThanOrEqual(30);
  });

  it.each(DAMAGES)('(%s) loses no record, and reads undamaged analyses', async (_, damage, readable) => {
    await store(OTHER);
    const file = await exported();
    await store(OWN);
    const before = await records();
    const unread = await imported(damage(file));
    const after = await records();
    for (const [table, all] of Object.entries(before))
      for (const one of all as object[]) expect(after[table]).toContainEqual(expect.objectContaining(one));
    const read = OTHER.saved.filter(({ id }) =>
      (after.saved as { id: string }[]).some((one) => one.id === id),
    );
    expect(read.length).toBeGreaterThanOrEqual(readable);
    // The report lists what could not be read.
    if (read.length < 5 && readable > 0) expect(unread.length).toBeGreaterThan(0);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('a waiting page of a damaged file', () => {
  const keys = [{ key: 'outlet.example/bus', by: 'address', offSite: false }];

  it.each([
    [
      'https://outlet.example/bus',
      { id: 'bus', address: 'https://outlet.example/bus', keys, headlines: [], askedAt: 0 },
    ],
    ['https://', 'no-address'],
    ['https:', 'no-address'],
    ['http://outlet example/bus', 'no-address'],
    ['https://[::1/bus', 'no-address'],
    ['javascript:1', 'no-address'],
  ])('with the address %s is read only if the address is valid', (address, read) => {
    expect(readWaiting({ id: 'bus', address, keys }, 0)).toEqual(read);
  });
});
