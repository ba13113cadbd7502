import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { PageToRemember, StoryAnswer } from '../db/remembered-page-records.ts';
import { isExpired } from '../db/remembered-pages.ts';
import { markUncopied } from '../db/second-copy-queue.ts';

/** The reader's answers to the question whether a page and an analysis tell the same story. */

/**
 * Stores an answer. It replaces an earlier answer about this page and this analysis.
 *
 * @param analysis id of the analysis
 * @param same whether the page tells the same story
 * @returns the record; `withdrawAnswer` with its `id` deletes the answer. `undefined` if the page has no URL key
 */
export async function answerStory(
  { keys, headlines }: PageToRemember,
  analysis: string,
  same: boolean,
  now = Date.now(),
): Promise<StoryAnswer | undefined> {
  const page = keys[0]?.key;
  if (page === undefined) return undefined;
  const [headline] = headlines;
  return write([db.answers, db.uncopied], async () => {
    const known = (await db.answers.where({ page }).toArray()).find((one) => one.analysis === analysis);
    const answer: StoryAnswer = {
      id: known?.id ?? crypto.randomUUID(),
      page,
      ...(headline === undefined ? {} : { headline }),
      analysis,
      same,
      answeredAt: now,
    };
    await db.answers.put(answer);
    await markUncopied('answers', answer.id);
    return answer;
  });
}

/**
 * Deletes an answer. Returns the answer, so that `answerAgain` can undo the deletion; `undefined` if there was no
 * answer with this id.
 */
export async function withdrawAnswer(id: string): Promise<StoryAnswer | undefined> {
  return write([db.answers, db.uncopied], async () => {
    const answer = await db.answers.get(id);
    await db.answers.delete(id);
    await markUncopied('answers', id);
    return answer;
  });
}

/** Undoes `withdrawAnswer`, unless the reader has answered again since. */
export async function answerAgain(answer: StoryAnswer): Promise<void> {
  const { id, page, analysis } = answer;
  await write([db.answers, db.uncopied], async () => {
    const others = await db.answers.where({ page }).toArray();
    if (others.some((other) => other.analysis === analysis)) return;
    await db.answers.put(answer);
    await markUncopied('answers', id);
  });
}

/** Returns all answers that have not expired, the most recently given first. */
export async function storyAnswers(now = Date.now()): Promise<StoryAnswer[]> {
  const answers = (await db.answers.toArray()).filter(({ answeredAt }) => !isExpired(answeredAt, now));
  return answers.sort((a, b) => b.answeredAt - a.answeredAt);
}

/**
 * Deletes answers that have expired (`isExpired`). If the time of an answer is in the future, sets it to the present
 * time.
 */
export async function forgetOldAnswers(now = Date.now()): Promise<void> {
  const isDue = ({ answeredAt }: StoryAnswer): boolean => answeredAt > now || isExpired(answeredAt, now);
  if (!(await db.answers.toArray()).some(isDue)) return;
  await write([db.answers, db.uncopied], async () => {
    for (const answer of (await db.answers.toArray()).filter(isDue)) {
      if (isExpired(answer.answeredAt, now)) await db.answers.delete(answer.id);
      else await db.answers.put({ ...answer, answeredAt: now });
      await markUncopied('answers', answer.id);
    }
  });
}
