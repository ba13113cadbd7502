import type { AnalysisText, Section } from '../analysis/analysis.ts';
import type { Card } from '../index/card.ts';
import { outletOf } from '../index/card-filters.ts';
import { changedSentences } from './changed-sentences.ts';
import { compareTexts, type DiffPart, type SectionChange } from './compare-texts.ts';

/** A version of an analysis, with the card that belongs to its text. */
export interface Version {
  readonly card: Card;
  readonly text: AnalysisText;
}

/** The comparison of one part of an analysis: headline, summary, a section, or the text that names the source. */
export interface PlaceChange extends SectionChange {
  readonly place: 'headline' | 'summary' | 'section' | 'attribution';
  /** Number of sentences that were changed, added or removed. */
  readonly sentences: number;
}

/** A fact that changed, with its values as text (`FACTS`). A value is `undefined` if its version lacks the fact. */
export interface FactChange {
  readonly name: FactName;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The comparison of two versions of an analysis. `places` also has the parts that did not change. */
export interface AnalysisChanges {
  readonly places: readonly PlaceChange[];
  readonly facts: readonly FactChange[];
  /** Number of sentences that were changed, added or removed. */
  readonly sentences: number;
  /** Numbers of words that were added and removed. */
  readonly added: number;
  readonly removed: number;
  /** Number of words that changed: the larger of `added` and `removed`. */
  readonly changed: number;
  /** Number of words in the longer version. */
  readonly total: number;
}

/** Internal headings of parts without a heading. As control characters, they differ from all headings of sections. */
const UNTITLED = { headline: '\u0001', summary: '\u0002', attribution: '\u0003' } as const;

/**
 * Compares two versions of an analysis: headline, summary, text, and the facts of its card.
 *
 * @param language BCP 47 tag of the publication's language
 */
export function compareAnalyses(before: Version, after: Version, language = 'en'): AnalysisChanges {
  const { sections, added, removed, total } = compareTexts(partsOf(before), partsOf(after));
  const places = sections.map((section): PlaceChange => {
    const untitled = Object.entries(UNTITLED).find(([, heading]) => heading === section.heading)?.[0];
    const place = (untitled ?? 'section') as PlaceChange['place'];
    const sentences = section.kind === 'same' ? 0 : changedSentences(section.parts, language);
    return { ...section, ...(untitled ? { heading: '' } : {}), place, sentences };
  });
  return {
    places,
    facts: changedFacts(before.card, after.card),
    sentences: places.reduce((sum, { sentences }) => sum + sentences, 0),
    added,
    removed,
    changed: Math.max(added, removed),
    total: Math.max(total, total - added + removed),
  };
}

function partsOf({ card, text }: Version): Section[] {
  const own = (heading: string, words: string): Section => ({
    heading,
    blocks: [{ type: 'paragraph', content: [words] }],
  });
  return [
    own(UNTITLED.headline, card.headline),
    ...(card.summary ? [own(UNTITLED.summary, card.summary)] : []),
    ...text.sections,
    ...(text.attribution.length > 0 ? [{ heading: UNTITLED.attribution, blocks: text.attribution }] : []),
  ];
}

/**
 * The facts of a card that are compared, each with the function that converts it to text. The date of the last update
 * is not compared.
 */
const FACTS = {
  lens: ({ lens }) => lens,
  type: ({ type }) => type,
  published: ({ published }) => published,
  readMinutes: ({ readMinutes }) => readMinutes?.toString(),
  outlet: (card) => outletOf(card),
  sources: ({ sources }) => sources.map(({ url }) => url).join(' '),
  topics: ({ topics }) => topics.map(({ name }) => name).join(', '),
} as const satisfies Record<string, (card: Card) => string | undefined>;
export type FactName = keyof typeof FACTS;

function changedFacts(before: Card, after: Card): FactChange[] {
  return (Object.keys(FACTS) as FactName[])
    .map((name) => ({
      name,
      before: FACTS[name](before) || undefined,
      after: FACTS[name](after) || undefined,
    }))
    .filter((fact) => fact.before !== fact.after);
}

/** A paragraph of a part, and whether the versions differ in it. */
export interface Paragraph {
  readonly parts: readonly DiffPart[];
  readonly isChanged: boolean;
}

/**
 * Returns the paragraphs of a changed part. If only spaces and punctuation lie between replaced words and the next
 * change, both become one change, so that the reader can read a rewritten sentence as a whole.
 */
export function paragraphsOf(parts: readonly DiffPart[]): Paragraph[] {
  const lines: DiffPart[][] = [[]];
  for (const { kind, text } of parts) {
    for (const [n, piece] of text.split('\n').entries()) {
      if (n > 0) lines.push([]);
      if (piece !== '') lines.at(-1)?.push({ kind, text: piece });
    }
  }
  return lines
    .filter((line) => line.some(({ text }) => /\S/.test(text)))
    .map((line) => ({ parts: joined(line), isChanged: line.some(({ kind }) => kind !== 'same') }));
}

function joined(line: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  let removed = '';
  let added = '';
  let between = '';
  const end = (): void => {
    if (removed !== '') result.push({ kind: 'removed', text: removed });
    if (added !== '') result.push({ kind: 'added', text: added });
    if (between !== '') result.push({ kind: 'same', text: between });
    removed = added = between = '';
  };
  for (const { kind, text } of line) {
    const isOpen = removed !== '' && added !== '';
    if (kind === 'same' && isOpen && !/[\p{L}\p{N}]/u.test(text)) between += text;
    else if (kind === 'same') {
      end();
      result.push({ kind, text });
    } else {
      // `between` contains only spaces and punctuation, so this change continues the change before it.
      removed += between;
      added += between;
      between = '';
      if (kind === 'removed') removed += text;
      else added += text;
    }
  }
  end();
  return result;
}
