import { localDay } from '../browser/local-day.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { writeTime } from './fields-in-library-file.ts';
import type { FileWords } from './file-words.ts';

/** A fact about a saved analysis. Most facts have one value. */
interface Fact {
  readonly name: string;
  readonly values: readonly FactValue[];
}

export interface FactValue {
  readonly words: string;
  /** Address of the page to which the value links. */
  readonly address?: string | undefined;
  /** Set if the value is a time or date (ISO 8601). `words` is then the day. */
  readonly time?: string;
}

/** Returns the facts of an analysis that a reader sees beside its text. Leaves out unknown facts. */
export function factsOf(saved: SavedAnalysis, words: FileWords): Fact[] {
  const { card, lens, publication, labels = [], state, savedAt, readAt, withdrawnAt } = saved;
  const plain = (value: string | undefined): FactValue[] => (value ? [{ words: value }] : []);
  const date = (time: string | undefined): FactValue[] => (time ? [{ words: time.slice(0, 10), time }] : []);
  const moment = (time: number | undefined): FactValue[] => {
    const value = momentOf(time);
    return value ? [value] : [];
  };
  const facts: readonly Fact[] = [
    { name: words.lens, values: lens ? [{ words: lens.name, address: lens.url }] : [] },
    { name: words.type, values: plain(card.type) },
    { name: words.published, values: date(card.published) },
    { name: words.updated, values: date(card.updated) },
    { name: words.readTime, values: card.readMinutes ? plain(words.minutes(card.readMinutes)) : [] },
    { name: words.outlet, values: plain(card.outlet) },
    { name: words.sourceHeadline, values: plain(card.sourceHeadline) },
    { name: words.topics, values: card.topics.map(({ name, url }) => ({ words: name, address: url })) },
    { name: words.publication, values: [{ words: publication.name, address: publication.url }] },
    { name: words.labels, values: labels.map((label) => ({ words: label })) },
    { name: words.state, values: plain(words.states[state]) },
    { name: words.saved, values: moment(savedAt) },
    { name: words.read, values: moment(readAt) },
    { name: words.withdrawn, values: moment(withdrawnAt) },
  ];
  return facts.filter(({ values }) => values.length > 0);
}

/**
 * Returns a time (ms since the epoch) as the reader's day, which need not be the day in UTC. Returns `undefined` if the
 * time is absent or invalid.
 */
export function momentOf(time: number | undefined): FactValue | undefined {
  const written = isoTime(time);
  return time === undefined || written === undefined ? undefined : { words: localDay(time), time: written };
}

/** Returns a time (ms since the epoch) as RFC 3339 in UTC; `undefined` if the time is absent or invalid. */
export function isoTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : (writeTime(time) ?? undefined);
}
