import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { countedText, formatDay, text } from '../../lib/browser/interface-texts.ts';
import { formatMoment } from '../../lib/browser/time-texts.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import type { LinkedStoriesResult as Found, LinkedStory } from '../../lib/tab/linked-stories.ts';
import { SaveButton } from '../reading/save-button.tsx';
import { BackButton } from '../ui/back-button.tsx';
import { TryAgain } from '../ui/try-again.tsx';
import { useCloseOnEscape } from '../ui/use-close-on-escape.ts';
import './state.css';
import './linked-stories-list.css';
import { PanelRow } from './panel-row.tsx';
import type { PanelContext, RowContext } from './panel-view.ts';
import { Rows } from './rows.tsx';

interface Props {
  readonly panel: RowContext & Pick<PanelContext, 'linked' | 'isPrivate'>;
}

/** Lists the analysed stories to which the page has links, or says why there are none. */
export function LinkedStoriesList({ panel }: Props): JSX.Element {
  const { linked, isPrivate } = panel;
  const { stories } = linked;
  const result = stories.state === 'ready' ? stories.value : undefined;
  const title = useRef<HTMLHeadingElement>(null);
  const isDone = stories.state === 'failed' || result !== undefined;
  useLayoutEffect(() => {
    // If the reader has just closed an analysis, its row takes the focus. If that row is gone, and in all other cases,
    // the title takes the focus.
    if (isDone && (panel.justClosed === undefined || document.activeElement === document.body))
      title.current?.focus();
  }, [isDone]);
  useCloseOnEscape(linked.close);
  return (
    <div class="linked">
      <BackButton back={linked.close} />
      <h1 class="linked-title" ref={title} tabIndex={-1}>
        {result?.state === 'found'
          ? countedText('linkedTitle', result.stories.length + result.more)
          : text('linkedTitleNone')}
      </h1>
      {result?.state === 'found' ? (
        <>
          {isPrivate && <p class="facts-line">{text('savePrivate')}</p>}
          <Rows element="div">
            {result.stories.map((story, n) => (
              <Story
                key={story.card.id}
                story={story}
                language={result.language}
                headingId={`linked-${n}`}
                panel={panel}
              />
            ))}
          </Rows>
          {result.more > 0 && <p class="facts-line">{countedText('linkedMore', result.more)}</p>}
        </>
      ) : result ? (
        <p class="muted">{withoutStories(result)}</p>
      ) : stories.state === 'failed' ? (
        <div class="linked-failed" role="alert">
          <p class="muted">{text('linkedFailed')}</p>
          <TryAgain again={stories.again} isRunning={stories.isRunning} next={() => title.current} />
        </div>
      ) : (
        <p class="muted" role="status">
          {text('linkedLoading')}
        </p>
      )}
    </div>
  );
}

function withoutStories(result: Exclude<Found, { readonly state: 'found' }>): string {
  switch (result.state) {
    case 'none':
      return text('linkedNone');
    case 'partial':
      return result.backTo === undefined
        ? text('linkedPartialUndated')
        : text('linkedPartial', formatDay(result.backTo));
    case 'stale':
      return result.since === undefined
        ? text('linkedStaleUndated')
        : text('linkedStale', formatMoment(result.since));
    case 'no-index':
      return text(result.closed ? 'linkedClosed' : 'linkedNoIndex');
    case 'not-checked':
      return text('linkedNotChecked');
    case 'unreadable':
      return text('unreadableText');
  }
}

interface StoryProps {
  readonly story: LinkedStory;
  /** BCP 47 tag of the language of the link's text. */
  readonly language: string | undefined;
  readonly headingId: string;
  readonly panel: Props['panel'];
}

function Story({ story, language, headingId, panel }: StoryProps): JSX.Element {
  const { words, ...analysis } = story;
  const { card, publication } = analysis;
  // A link without text is described by the headline of the article to which it leads.
  const about = words
    ? { words, lang: language }
    : { words: card.sourceHeadline, lang: publication.language };
  return (
    <article class="row linked-story" aria-labelledby={headingId}>
      <PanelRow analysis={analysis} panel={panel} heading={(headline) => <h2 id={headingId}>{headline}</h2>}>
        {about.words && <About words={about.words} lang={about.lang} />}
      </PanelRow>
      <SaveButton analysis={analysis} isPrivate={panel.isPrivate} />
    </article>
  );
}

/** Placeholder for the link's text inside an interface text. An element with the link's own language replaces it. */
const SLOT = '\ufffc';

function About({ words, lang }: { words: string; lang: string | undefined }): JSX.Element {
  const [before, after] = text('linkedAbout', SLOT).split(SLOT);
  return (
    <p class="linked-about">
      {before}
      <bdi {...languageAndDirection(words, lang)}>{words}</bdi>
      {after}
    </p>
  );
}
