import type { JSX } from 'preact';
import { answerAgain, withdrawAnswer } from '../../lib/app/remembered-page-actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { formatRecentDay, text } from '../../lib/browser/interface-texts.ts';
import type { StoryAnswer } from '../../lib/db/remembered-page-records.ts';
import type { Card } from '../../lib/index/card.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { RememberedList, type RememberedRow } from './remembered-list.tsx';

/** The reader's answers "Same story" and "Different story", each with a button that withdraws it. */
export function AnswersList(): JSX.Element {
  const answers = readyValue(useLiveQuery('storyAnswers')) ?? [];
  const status = readyValue(useLiveQuery('indexStatus'));
  const ids = answers.map(({ analysis }) => analysis);
  const cards = useAsync(
    () => Promise.all(ids.map((id) => query('cardById', id))),
    [ids.join('\n'), status?.index?.generation],
  );
  const known = readyValue(cards) ?? [];
  return (
    <RememberedList
      title={text('answersTitle')}
      about={text('answersText')}
      removed={text('answerWithdrawn')}
      rows={answers.map((answer) =>
        rowOf(
          answer,
          known.find((card) => card?.id === answer.analysis),
          status?.index?.publication.language,
        ),
      )}
    />
  );
}

function rowOf(answer: StoryAnswer, card: Card | undefined, language: string | undefined): RememberedRow {
  const { id, page, headline = page, same, answeredAt } = answer;
  return {
    id,
    content: (
      <>
        <p class="remembered-headline" dir="auto">
          {headline}
        </p>
        <p class="muted">{text(same ? 'answerSame' : 'answerDifferent', formatRecentDay(answeredAt))}</p>
        {card && (
          <a
            href={`library.html#analysis=${encodeURIComponent(card.id)}`}
            class="remembered-headline"
            {...languageAndDirection(card.headline, language)}
          >
            {card.headline}
          </a>
        )}
      </>
    ),
    button: text('answerTakeBack'),
    buttonName: text('answerTakeBackNamed', headline),
    remove: async () => {
      const withdrawn = await withdrawAnswer(id);
      return withdrawn && (() => answerAgain(withdrawn));
    },
  };
}
