import type { JSX } from 'preact';
import { answerStory, withdrawAnswer } from '../../lib/app/remembered-page-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { GivenAnswer } from '../../lib/tab/page-in-view.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import type { StateProps } from './panel-view.ts';

/** Element id of the sentence that says whether the answer is kept. */
export const ANSWER_NOTE_ID = 'answer-note';

/**
 * Two buttons with which the reader answers whether the page tells the story of the analysed article. They look alike,
 * so that neither answer looks like the default. The buttons are disabled in private windows, where nothing is stored.
 */
export function StoryAnswerButtons({
  view: { remember, matches },
}: Pick<StateProps<'uncertain'>, 'view'>): JSX.Element {
  const { change, failure } = useChange('change the library');
  const answer = guardedListener('answer a question about a story', async (same: boolean) => {
    if (!remember) return;
    await change(async () => {
      for (const { card } of matches) await answerStory(remember, card.id, same);
    });
  });
  const disabled = { disabled: !remember, 'aria-describedby': ANSWER_NOTE_ID };
  return (
    <div class="story-answer">
      <button type="button" class="button" onClick={() => answer(true)} {...disabled}>
        {text('sameStory')}
      </button>
      <button type="button" class="button" onClick={() => answer(false)} {...disabled}>
        {text('differentStory')}
      </button>
      <ChangeFailed failure={failure} />
    </div>
  );
}

/** Says that the reader has answered *Different story*, with a button that withdraws the answer. */
export function DifferentStoryNote({
  answers = [],
}: {
  answers: readonly GivenAnswer[] | undefined;
}): JSX.Element | null {
  const different = answers.filter(({ same }) => !same);
  if (different.length === 0) return null;
  return (
    <p>
      {text('saidDifferent')} <WithdrawAnswers answers={different} />
    </p>
  );
}

/** A button that withdraws answers. */
export function WithdrawAnswers({ answers }: { answers: readonly GivenAnswer[] }): JSX.Element {
  const { change, failure } = useChange('change the library');
  const withdraw = guardedListener('withdraw an answer', () =>
    change(async () => {
      for (const { id } of answers) await withdrawAnswer(id);
    }),
  );
  return (
    <>
      <button type="button" class="link" onClick={withdraw}>
        {text('answerTakeBack')}
      </button>
      <ChangeFailed failure={failure} />
    </>
  );
}
