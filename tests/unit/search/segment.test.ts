import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../../lib/db/run-in-slices.ts';
import { bitOf, FIELDS, type SearchDocument } from '../../../lib/search/segments/fields.ts';
import { isDeleted, mergedSegment, withDeleted } from '../../../lib/search/segments/merge-segments.ts';
import { Segment } from '../../../lib/search/segments/segment.ts';
import { SegmentBuilder } from '../../../lib/search/segments/segment-builder.ts';
import {
  checksumOf,
  HEADER,
  MAX_DOCUMENTS,
  singleByteCodes,
} from '../../../lib/search/segments/segment-format.ts';
import { ListReader, WordReader } from '../../../lib/search/segments/segment-readers.ts';
import { tokensOf } from '../../../lib/search/words/tokens.ts';
import { holds } from '../properties.ts';
import { anyDocuments, documentWith, opened, packed } from './documents.ts';

type Postings = [document: number, fields: number][];

/** Reads the texts of some documents. Returns all words with their postings. */
function wordsIn(documents: readonly SearchDocument[]): Map<string, Postings> {
  const words = new Map<string, Postings>();
  documents.forEach(({ texts }, document) => {
    for (const field of FIELDS)
      for (const { word } of (texts[field] ?? []).flatMap(tokensOf)) {
        const postings = words.get(word) ?? [];
        const last = postings.at(-1);
        if (last?.[0] === document) last[1] |= bitOf(field);
        else postings.push([document, bitOf(field)]);
        words.set(word, postings);
      }
  });
  return new Map([...words].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns all words with their postings, as the segment stores them. */
function wordsOf(segment: Segment): Map<string, Postings> {
  const words = new Map<string, Postings>();
  const reader = new WordReader(segment);
  const lists = new ListReader(segment);
  while (reader.read()) {
    lists.at = reader.list;
    lists.read();
    expect(lists.at).toBe(reader.endOfList());
    words.set(
      reader.word(),
      Array.from({ length: lists.length }, (_, n) => [lists.documents[n] ?? -1, lists.fields[n] ?? -1]),
    );
  }
  return words;
}

function listed(postings: Map<string, Postings>): [string, Postings][] {
  return [...postings];
}

describe('a packed segment', () => {
  it('contains exactly the words of its documents', () => {
    holds(
      fc.property(anyDocuments, (documents) => {
        const segment = opened(packed(documents));
        expect(segment.ids).toEqual(documents.map(({ id }) => id));
        expect([...segment.days]).toEqual(documents.map(({ day }) => day));
        expect(listed(wordsOf(segment))).toEqual(listed(wordsIn(documents)));
      }),
      200,
    );
  });

  it('can contain many words, long lists, long words and many letters', () => {
    const documents = Array.from({ length: MAX_DOCUMENTS }, (_, n) =>
      documentWith(
        `id-${n}`,
        `the ${'x'.repeat(n % 70)} ${(n * 7919).toString(36)} ${String.fromCharCode(0x4e00 + n * 37)}`,
        n % 7 === 0 ? 'the' : '',
        20_000 + n,
      ),
    );
    const segment = opened(packed(documents));
    expect(segment.alphabet.length).toBeGreaterThan(300);
    expect(listed(wordsOf(segment))).toEqual(listed(wordsIn(documents)));
  });

  it.each([[[]], [[documentWith('1', '')]]])('may be empty: %j', (documents) => {
    const segment = opened(packed(documents));
    expect(segment.size).toBe(documents.length);
    expect(segment.wordsWith('a')).toBeUndefined();
    expect(segment.word('a')).toBeUndefined();
  });

  it('finds words by their beginning', () => {
    holds(
      fc.property(
        anyDocuments,
        fc.constantFrom('w', 'wat', 'water', 'waterz', 'ق', 'सर', '中', 'zz', 'a'),
        (documents, start) => {
          const segment = opened(packed(documents));
          const words = [...wordsIn(documents)].filter(([word]) => word.startsWith(start));
          const lists = new ListReader(segment);
          const found: number[][] = [];
          const range = segment.wordsWith(start);
          lists.at = range?.from ?? 0;
          while (lists.at < (range?.to ?? 0)) {
            lists.read();
            found.push([...lists.documents.subarray(0, lists.length)]);
          }
          expect(found).toEqual(words.map(([, postings]) => postings.map(([document]) => document)));
          expect(range?.isWhole ?? false).toBe(words[0]?.[0] === start);
          expect(segment.word(start)).toEqual(
            words[0]?.[0] === start
              ? { from: range?.from, to: expect.any(Number), isWhole: true }
              : undefined,
          );
        },
      ),
      300,
    );
  });

  it('has enough codes of one or two bytes for every size of alphabet', () => {
    for (const size of [1, 255, 256, 257, 511, 512, 60_000, 65_536]) {
      const single = singleByteCodes(size);
      expect(single + (256 - single) * 256).toBeGreaterThanOrEqual(Math.min(size, 65_536));
      expect(single).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('a builder', () => {
  it(`is full after ${MAX_DOCUMENTS} documents`, () => {
    const builder = new SegmentBuilder();
    for (let n = 0; n < MAX_DOCUMENTS; n++) {
      expect(builder.isFull).toBe(false);
      builder.add(documentWith(String(n), 'a'));
    }
    expect(builder.isFull).toBe(true);
  });

  it('is full earlier if documents are long', () => {
    const builder = new SegmentBuilder();
    const text = Array.from({ length: 100_000 }, (_, n) => n.toString(36)).join(' ');
    let documents = 0;
    while (!builder.isFull) builder.add(documentWith(String(documents++), text));
    expect(documents).toBeLessThan(20);
  });
});

describe('opening a segment', () => {
  const documents = Array.from({ length: 40 }, (_, n) =>
    documentWith(`id-${n}`, `water ${n} ${n * n} सरकार`),
  );
  const record = packed(documents);

  it('is refused, wherever the damage is', () => {
    holds(
      fc.property(fc.nat(record.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = record.slice();
        damaged[at] = (damaged[at] ?? 0) ^ change;
        expect(Segment.open(damaged)).toBeUndefined();
      }),
      500,
    );
  });

  it('is refused if the first or the last bytes are damaged', () => {
    for (const at of [0, 3, 4, 8, record.length - 4, record.length - 1]) {
      const damaged = record.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(Segment.open(damaged)).toBeUndefined();
    }
  });

  it.each<[what: string, damage: (record: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>]>([
    ['empty', () => new Uint8Array()],
    ['cut off', (whole) => whole.slice(0, whole.length - 4)],
    ['cut off within a number', (whole) => whole.slice(0, whole.length - 3)],
    ['longer', (whole) => Uint8Array.from([...whole, 0, 0, 0, 0])],
    ['zeros', (whole) => new Uint8Array(whole.length)],
    ['half zeros', (whole) => whole.slice().fill(0, whole.length / 2)],
    [
      'text',
      () => new TextEncoder().encode('not a segment at all, but long enough to look like one of them.'),
    ],
  ])('is refused: %s', (_, damage) => {
    expect(Segment.open(damage(record))).toBeUndefined();
  });

  it('is refused if the browser now divides Thai words differently', () => {
    const thai = packed([documentWith('1', 'ประเทศไทย')]);
    expect(opened(thai).segmenter).not.toBe(0);
    expect(opened(record).segmenter).toBe(0);
    new Uint32Array(thai.buffer)[HEADER.segmenter] = 12_345;
    expect(Segment.open(withChecksum(thai))).toBeUndefined();
  });

  it('succeeds at an odd offset of a buffer', () => {
    const shifted = new Uint8Array(record.length + 3);
    shifted.set(record, 3);
    expect(listed(wordsOf(opened(shifted.subarray(3))))).toEqual(listed(wordsIn(documents)));
  });

  it('leads to no endless search, even if the segment is damaged and has a matching checksum', () => {
    holds(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 40 }), (changes) => {
        const hostile = record.slice();
        for (const [at, value] of changes) hostile[8 + (at % (hostile.length - 8))] = value;
        const segment = Segment.open(withChecksum(hostile));
        if (!segment) return;
        const lists = new ListReader(segment);
        for (const start of ['w', 'water', '1', 'स', '']) {
          const range = segment.wordsWith(start);
          lists.at = range?.from ?? 0;
          let count = 0;
          while (lists.at < (range?.to ?? 0)) {
            lists.read();
            count++;
          }
          expect(count).toBeLessThanOrEqual(record.length);
        }
        const reader = new WordReader(segment);
        let words = 0;
        while (reader.read()) words += reader.word().length >= 0 ? 1 : 0;
        expect(words).toBeLessThanOrEqual(record.length * 8);
        runAtOnce(mergedSegment([{ segment, deleted: new Uint8Array() }]));
      }),
      500,
    );
  });
});

function withChecksum(record: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const numbers = new Uint32Array(record.buffer);
  numbers[HEADER.checksum] = checksumOf(numbers);
  return record;
}

describe('deletion marks', () => {
  it('say which documents are deleted', () => {
    let marks: Uint8Array<ArrayBuffer> = new Uint8Array();
    for (const document of [0, 7, 8, 499]) marks = withDeleted(marks, document);
    const deleted = Array.from({ length: 600 }, (_, document) => document).filter((n) => isDeleted(marks, n));
    expect(deleted).toEqual([0, 7, 8, 499]);
    expect(marks).toHaveLength(63);
  });
});

describe('merged segments', () => {
  it('contain the documents that are not deleted, as if these had been packed together', () => {
    holds(
      fc.property(fc.array(fc.tuple(anyDocuments, fc.array(fc.nat(11))), { maxLength: 5 }), (parts) => {
        const kept: SearchDocument[] = [];
        const inputs = parts.map(([documents, gone]) => {
          let deleted: Uint8Array<ArrayBuffer> = new Uint8Array();
          for (const document of gone) deleted = withDeleted(deleted, document);
          kept.push(...documents.filter((_, n) => !gone.includes(n)));
          return { segment: opened(packed(documents)), deleted };
        });
        const merged = opened(runAtOnce(mergedSegment(inputs)));
        expect(merged.ids).toEqual(kept.map(({ id }) => id));
        expect([...merged.days]).toEqual(kept.map(({ day }) => day));
        expect(listed(wordsOf(merged))).toEqual(listed(wordsIn(kept)));
      }),
      150,
    );
  });
});
