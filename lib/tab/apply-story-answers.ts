import { foldHost } from '../address/hosts.ts';
import { urlKey } from '../address/url-keys.ts';
import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { cardsById } from '../db/index-queries.ts';
import type { IndexState } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import type { StoryAnswer } from '../db/remembered-page-records.ts';
import { answersOf } from '../db/remembered-pages.ts';
import { type Card, timeOfDate } from '../index/card.ts';
import { cardVersion } from '../index/version.ts';
import { matchesWithCards } from './shown-matches.ts';
import {
  type FoundMatch,
  readTabRecord,
  type TabRecord,
  tabRecords,
  withTabRecordsLock,
  writeTabRecord,
} from './tab-record.ts';

/** Applies the reader's answers to tab records. */

/**
 * Returns the record of a page with the reader's answers applied. An uncertain match with the answer *Same story*
 * becomes sure. A match with the answer *Different story* is dropped, unless the headlines now agree. Also computes the
 * fields `answered` and `shown` from the result.
 *
 * @param answers the answers about this page
 * @param cards the cards of the record's matches
 */
export function withAnswers(
  record: TabRecord,
  answers: readonly StoryAnswer[],
  cards: ReadonlyMap<string, Card>,
  index: IndexState | undefined,
): TabRecord {
  const raw = withoutAnswers(record);
  const decisions = decisionsIn(raw, answers);
  const isOpen = ({ id }: FoundMatch): boolean => !decisions.has(id);
  const confirmed = raw.uncertain.filter(({ id }) => decisions.get(id)?.same);
  const time = ({ id }: FoundMatch): number => timeOfDate(cards.get(id)?.published ?? '');
  const newestFirst = (matches: FoundMatch[]): FoundMatch[] => matches.sort((a, b) => time(b) - time(a));
  const sure = newestFirst([
    ...raw.sure.filter(isOpen),
    ...confirmed.map((match): FoundMatch => ({ ...match, kind: 'exact', by: 'reader' })),
  ]);
  const uncertain = newestFirst(raw.uncertain.filter(isOpen));
  const answered = [...raw.sure, ...raw.uncertain].sort(byId).flatMap((match) => {
    const { id, same } = decisions.get(match.id) ?? {};
    const headline = cards.get(match.id)?.headline ?? '';
    return id === undefined || same === undefined ? [] : [{ id, same, headline, match }];
  });
  const first = sure.length > 0 ? sure : uncertain;
  const address = new URL(record.address);
  const isElsewhere = !isSameOriginOrTwin(address, PUBLICATION_ADDRESS);
  const matches = index && isElsewhere ? matchesWithCards(first, cards, index) : [];
  const { shown: _, answered: __, ...rest } = record;
  return {
    ...rest,
    sure,
    uncertain,
    ...(answered.length > 0 ? { answered } : {}),
    ...(matches[0] && {
      shown: {
        matches,
        page: urlKey(record.address) ?? '',
        site: foldHost(address.hostname),
        version: cardVersion(matches[0].card),
      },
    }),
  };
}

function byId(a: FoundMatch, b: FoundMatch): number {
  return a.id < b.id ? -1 : 1;
}

type Matches = Pick<TabRecord, 'sure' | 'uncertain'>;

/** Returns the matches of a record as they were before the reader's answers were applied. */
function withoutAnswers({ sure, uncertain, answered = [] }: TabRecord): Matches {
  const decided = answered.map(({ match }) => match);
  return {
    sure: [
      ...sure.filter(({ by }) => by !== 'reader'),
      ...decided.filter(({ kind }) => kind !== 'uncertain'),
    ],
    uncertain: [...uncertain, ...decided.filter(({ kind }) => kind === 'uncertain')],
  };
}

/** Returns the answers that make a match sure or drop it, by the id of its analysis. */
function decisionsIn(
  { sure, uncertain }: Matches,
  answers: readonly StoryAnswer[],
): Map<string, StoryAnswer> {
  const decides = ({ analysis, same }: StoryAnswer): boolean =>
    uncertain.some(({ id }) => id === analysis) ||
    (!same && sure.some(({ id, headline }) => id === analysis && headline !== 'same'));
  return new Map(answers.filter(decides).map((answer) => [answer.analysis, answer]));
}

/** Returns the record with the reader's present answers applied, or the same object if they are applied already. */
export async function withCurrentAnswers(record: TabRecord, index: IndexState): Promise<TabRecord> {
  const answers = await answersOf(record.remember?.keys[0]?.key);
  if (follows(record, answers)) return record;
  const { sure, uncertain } = withoutAnswers(record);
  return withAnswers(record, answers, await cardsById([...sure, ...uncertain].map(({ id }) => id)), index);
}

/** Whether the reader's present answers are applied to a record. */
export async function hasCurrentAnswers(record: TabRecord): Promise<boolean> {
  return follows(record, await answersOf(record.remember?.keys[0]?.key));
}

function follows(record: TabRecord, answers: readonly StoryAnswer[]): boolean {
  const wanted = decisionsIn(withoutAnswers(record), answers);
  const { answered = [] } = record;
  return (
    answered.length === wanted.size &&
    answered.every(({ match, same }) => wanted.get(match.id)?.same === same)
  );
}

/**
 * Applies the reader's answers to the records of all tabs. Call it after an answer has changed, before the badges are
 * refreshed.
 *
 * @returns whether a record has changed
 */
export async function applyAnswersToTabs(): Promise<boolean> {
  const index = await indexState();
  if (!index) return false;
  let isChanged = false;
  for (const tabId of (await tabRecords()).keys()) {
    await withTabRecordsLock(async () => {
      const record = await readTabRecord(tabId);
      if (record?.generation !== index.generation) return;
      const next = await withCurrentAnswers(record, index);
      if (next === record) return;
      await writeTabRecord(tabId, next);
      isChanged = true;
    });
  }
  return isChanged;
}
