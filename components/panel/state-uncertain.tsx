import type { ComponentChildren, JSX } from 'preact';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { MatchList } from './match-list.tsx';
import type { StateProps } from './panel-view.ts';
import { StateFrame } from './state-frame.tsx';
import { ANSWER_NOTE_ID, StoryAnswerButtons } from './story-answer.tsx';

/** Drawn if the page has the address of an analysed article, but another headline. */
export function UncertainState({ view, panel }: StateProps<'uncertain'>): JSX.Element {
  const { matches, site } = view;
  const language = matches[0]?.publication.language;
  // Several analyses may be about the same article, so each headline is listed once.
  const analysed = new Map(matches.map(({ card }) => [card.sourceHeadline, outletOf(card)]));
  return (
    <StateFrame
      title={text('uncertainTitle')}
      say={<p>{text('uncertainText')}</p>}
      foot={
        <p id={ANSWER_NOTE_ID} class="facts-line">
          {text(panel.isPrivate ? 'savePrivate' : 'answerKept')}
        </p>
      }
      site={site}
      panel={panel}
    >
      <div class="stories">
        <Story name={text('storyPage')} headline={view.pageHeadline} />
        {[...analysed].map(([headline, outlet]) => (
          <Story
            key={headline}
            name={
              <>
                {text('storyAnalysed')} · <span {...languageAndDirection(outlet, language)}>{outlet}</span>
              </>
            }
            headline={headline}
          />
        ))}
      </div>
      <StoryAnswerButtons view={view} />
      <section class="state-list" aria-labelledby="analyses">
        <h2 id="analyses" class="state-subtitle">
          {countedText('uncertainAnalyses', matches.length)}
        </h2>
        <MatchList analyses={matches.map(({ because: _, ...analysis }) => analysis)} panel={panel} />
      </section>
    </StateFrame>
  );
}

/** A card with the headline of an article. The language of the headline is not known. */
function Story({
  name,
  headline,
}: {
  name: ComponentChildren;
  headline: string | undefined;
}): JSX.Element | null {
  if (headline === undefined) return null;
  return (
    <div class="card story">
      <p class="story-name">{name}</p>
      <p class="story-headline" dir="auto">
        {headline}
      </p>
    </div>
  );
}
