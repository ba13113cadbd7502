import type { AnalysisText } from '../analysis/analysis.ts';
import type { Followed, SavedAnalysis } from '../db/records.ts';
import type { StoryAnswer, WaitingPage } from '../db/remembered-page-records.ts';
import { isExpired } from '../db/remembered-pages.ts';
import type { Card } from '../index/card.ts';
import { type CardLookup, lookupAmong } from '../index/match.ts';
import { isCurrentVersion } from '../index/version.ts';
import { fetchedTextOf } from '../sync/texts.ts';
import type { OwnCopy } from './saved-analyses.ts';
import { type CopiedAnalysis, readSecondCopy } from './second-copy-records.ts';

/** Functions that read the library from the second copy, for pages and matching while the database cannot be opened. */

async function kept(isRemoved: boolean): Promise<CopiedAnalysis[]> {
  const { analyses } = await readSecondCopy();
  return analyses.filter(({ removedAt }) => (removedAt !== undefined) === isRemoved);
}

async function keptWith(id: string): Promise<CopiedAnalysis | undefined> {
  return (await readSecondCopy()).analyses.find(({ saved }) => saved.id === id);
}

export async function hasKeptAnalyses(): Promise<boolean> {
  return (await kept(false)).length > 0;
}

/** Returns the saved analyses with these ids. */
export async function keptSavedAnalyses(ids: readonly string[]): Promise<SavedAnalysis[]> {
  return (await kept(false)).flatMap(({ saved }) => (ids.includes(saved.id) ? saved : []));
}

/** Returns a lookup for `matchPage` that finds saved analyses only. */
export async function keptLookup(): Promise<CardLookup> {
  return lookupAmong((await kept(false)).map(({ saved }) => saved.card));
}

/**
 * Returns the reader's unexpired answers about a page.
 *
 * @param page URL key of the page's address
 */
export async function keptAnswersOf(page: string | undefined): Promise<StoryAnswer[]> {
  const { answers } = await readSecondCopy();
  return answers.filter((answer) => answer.page === page && !isExpired(answer.answeredAt, Date.now()));
}

/** Functions that answer queries from the second copy. They replace the functions that read the database. */
export const keptAnswers = {
  ownCopy: async (id: string): Promise<OwnCopy | undefined> => {
    const kept = await keptWith(id);
    if (!kept) return undefined;
    const { saved, removedAt } = kept;
    return removedAt === undefined ? { saved, isRemoved: false } : { saved, isRemoved: true, removedAt };
  },
  // While the database is closed, the reader can neither decide about a correction nor compare versions.
  openCorrection: async (): Promise<undefined> => undefined,
  earlierTextCount: async (): Promise<number> => 0,
  savedText: async (id: string): Promise<AnalysisText | undefined> => (await keptWith(id))?.text?.text,
  textOnDevice: async (card: Card): Promise<AnalysisText | undefined> => {
    const text = (await keptWith(card.id))?.text;
    return text && isCurrentVersion(text.version, card) ? text.text : fetchedTextOf(card);
  },
  followed: async (): Promise<Followed[]> =>
    [...(await readSecondCopy()).followed].sort((a, b) => a.followedAt - b.followedAt),
  waiting: async (): Promise<WaitingPage[]> =>
    [...(await readSecondCopy()).waiting].sort((a, b) => b.askedAt - a.askedAt),
  storyAnswers: async (): Promise<StoryAnswer[]> =>
    [...(await readSecondCopy()).answers].sort((a, b) => b.answeredAt - a.answeredAt),
  newCount: async (): Promise<number> => 0,
  unreadCount: async (): Promise<number> =>
    (await kept(false)).filter(({ saved }) => saved.state === 'unread').length,
};
