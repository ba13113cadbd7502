import type { Highlight } from '../../../lib/db/records.ts';
import { type MarkableText, type PassagePlace, quoteOf, textOfParts } from '../../../lib/library/anchors.ts';
import { analyses } from '../../sample/content.ts';

/**
 * Texts with highlights, and texts that replace them. In a new text, sentences of the old text are removed, changed or
 * moved, and other sentences are inserted. The place of each highlight in the new text is known, so tests can check it.
 */

export interface UpdatedText {
  readonly before: MarkableText;
  readonly after: MarkableText;
  readonly marked: readonly MarkedSentence[];
}

export interface MarkedSentence {
  readonly highlight: Highlight;
  /** What happened to the sentence of the highlight in the new text. */
  readonly fate: Fate;
  /** Place of the sentence in `after.whole`; undefined if the publication removed it. */
  readonly now: readonly [start: number, end: number] | undefined;
}

type Fate = 'kept' | 'removed' | 'changed' | 'moved';

interface Sentence {
  readonly id: number;
  readonly words: readonly string[];
}

/** How the texts of a language are written. */
export interface Writing {
  /** The characters between two words. */
  readonly wordGap: string;
  /** The characters between two sentences of a paragraph. */
  readonly sentenceGap: string;
  /** A word that the publication may insert. */
  readonly inserted: string;
  /** Returns the words of a new sentence. Without this function, the sentences of the sample analyses are used. */
  readonly sentence?: (random: () => number) => string[];
}

const ENGLISH: Writing = { wordGap: ' ', sentenceGap: ' ', inserted: 'yesterday' };

type Paragraph = readonly Sentence[];
type Section = readonly Paragraph[];

/**
 * Returns a function that returns random numbers, at least 0 and less than 1 (mulberry32). The same seed gives the same
 * numbers.
 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Sentences of the sample analyses with at least 15 characters and without an address. */
const SENTENCES: readonly string[] = analyses
  .flatMap(
    ({ sections }) => JSON.stringify(sections.map(({ blocks }) => blocks)).match(/"[^"\\]{20,}"/g) ?? [],
  )
  .flatMap((text) => text.slice(1, -1).match(/[^.!?]+[.!?]+/g) ?? [])
  .map((sentence) => sentence.trim())
  .filter((sentence) => sentence.length >= 15 && !sentence.includes('://'));

/** Sentences that may occur several times in a text. */
const REFRAINS = ['Nobody has signed it yet.', 'The ministry gave no reason.'];
/** Returns a sentence. The sentences of different numbers differ in a few words. */
const twin = (at: number): string =>
  `${['Forty', 'Fifty', 'Sixty'][at % 3]} ships were held at ${['Halmsey', 'Corrin', 'Lorrent'][at % 3]} in ${
    ['May', 'June', 'July'][at % 3]
  }, for ${at + 2} hours each, and no reason was written down.`;

/**
 * Makes a text of about 900 words with ten highlights, and the text that replaces it.
 *
 * @param rate probability that a sentence is removed. With the same probability it is changed, and with the same
 *   probability a new sentence is inserted before it. A sentence is moved with half this probability
 * @param hasRefrains whether some sentences occur several times
 * @param writing how the language is written; by default English
 */
export function updatedText(
  seed: number,
  rate: number,
  hasRefrains: boolean,
  writing: Writing = ENGLISH,
): UpdatedText {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  let lastId = 0;
  const pool = SENTENCES.toSorted(() => random() - 0.5);
  const next = (): string[] => writing.sentence?.(random) ?? (pool.pop() as string).split(' ');
  const used: (readonly string[])[] = [];
  const sentence = (words: readonly string[]): Sentence => {
    used.push(words);
    return { id: ++lastId, words };
  };
  let twins = 0;
  /** Returns a sentence that differs in one word from an earlier sentence. */
  const nearTwin = (): readonly string[] => {
    const twin = [...(pick(used) ?? next())];
    twin[below(twin.length - 1)] = writing.inserted;
    return twin;
  };
  const anySentence = (): Sentence => {
    const kind = random();
    if (writing.sentence) return sentence(kind < 0.06 ? nearTwin() : next());
    if (kind < 0.04) return sentence(twin(twins++).split(' '));
    if (hasRefrains && kind < 0.06) return sentence(pick(REFRAINS).split(' '));
    return sentence(next());
  };
  const list = <T>(length: number, make: () => T): T[] => Array.from({ length }, make);
  const before: Section[] = list(5, () => list(2 + below(2), () => list(3 + below(3), anySentence)));

  const fates = new Map<number, Fate>();
  const moving: Sentence[] = [];
  const sections = before.map((section) =>
    section.map((paragraph) =>
      paragraph.flatMap((one): Sentence[] => {
        const chance = random();
        const inserted = random() < rate ? [sentence(next())] : [];
        if (chance < rate) {
          fates.set(one.id, 'removed');
          return inserted;
        }
        if (chance < 2 * rate) {
          fates.set(one.id, 'changed');
          return [...inserted, { ...one, words: changed(one.words, random, writing) }];
        }
        if (chance < 2.5 * rate) {
          fates.set(one.id, 'moved');
          moving.push(one);
          return inserted;
        }
        fates.set(one.id, 'kept');
        return [...inserted, one];
      }),
    ),
  );
  for (const one of moving) {
    const paragraphs = sections.flat();
    const paragraph = pick(paragraphs);
    paragraph.splice(below(paragraph.length + 1), 0, one);
  }
  const old = written(before, writing);
  const updated = written(sections, writing);
  const marked = list(10, () => pick(before.flat(2))).map((one, n): MarkedSentence => {
    const place = markIn(old, one, random, writing);
    const highlight: Highlight = {
      id: `${seed}-${n}`,
      ...place,
      ...quoteOf(old.text, place),
      version: 'old',
      comment: '',
      createdAt: 0,
    };
    return { highlight, fate: fates.get(one.id) ?? 'removed', now: updated.spans.get(one.id) };
  });
  return { before: old.text, after: updated.text, marked };
}

/** Returns the sentence with up to three changes: a word is removed or replaced, or another word is inserted. */
function changed(words: readonly string[], random: () => number, { inserted }: Writing): string[] {
  const parts = [...words];
  for (let times = 1 + Math.floor(random() * Math.min(3, parts.length / 5)); times > 0; times--) {
    const at = Math.floor(random() * parts.length);
    parts.splice(at, random() < 0.7 ? 1 : 0, ...(random() < 0.7 ? [inserted] : []));
  }
  return parts;
}

interface Written {
  readonly text: MarkableText;
  /** The place of each sentence in `text.whole`, by the id of the sentence. */
  readonly spans: ReadonlyMap<number, readonly [start: number, end: number]>;
}

function written(sections: readonly Section[], { wordGap, sentenceGap }: Writing): Written {
  const plain = (paragraph: Paragraph): string =>
    paragraph.map(({ words }) => words.join(wordGap)).join(sentenceGap);
  const filled = sections.map((section) => section.filter((paragraph) => paragraph.length > 0));
  const text = textOfParts(
    'A summary.',
    filled.map((section) => section.map(plain).join('\n')),
  );
  const spans = new Map<number, readonly [number, number]>();
  for (const [n, section] of filled.entries()) {
    let at = text.starts[n + 1] ?? 0;
    for (const paragraph of section) {
      for (const { id, words } of paragraph) {
        const { length } = words.join(wordGap);
        spans.set(id, [at, at + length]);
        at += length + sentenceGap.length;
      }
      // A line feed follows the last sentence of a paragraph, instead of `sentenceGap`.
      at += 1 - sentenceGap.length;
    }
  }
  return { text, spans };
}

/** Returns the place of a passage: a whole sentence, or some of its words. */
function markIn(
  { text, spans }: Written,
  { id, words }: Sentence,
  random: () => number,
  { wordGap }: Writing,
): PassagePlace {
  const [start = 0] = spans.get(id) ?? [];
  const isPart = random() < 0.5;
  const first = isPart ? Math.floor(random() * words.length * 0.4) : 0;
  const last = isPart
    ? Math.min(words.length, first + 3 + Math.floor(random() * (words.length - first)))
    : words.length;
  const lengthOf = (from: number, to: number): number => words.slice(from, to).join(wordGap).length;
  const from = first === 0 ? 0 : lengthOf(0, first) + wordGap.length;
  const section = text.starts.findLastIndex((at) => at <= start);
  const offset = start - (text.starts[section] ?? 0) + from;
  return {
    section: section - 1,
    start: offset,
    endSection: section - 1,
    end: offset + lengthOf(first, last),
  };
}
