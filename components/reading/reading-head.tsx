import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { countedText, formatRecentDay, text } from '../../lib/browser/interface-texts.ts';
import { followableLens } from '../../lib/follow/followable.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { lazy } from '../ui/lazy.tsx';
import { LensName } from '../ui/lens-name.tsx';
import { Clamped } from '../ui/shortened-paragraph.tsx';
import { useCloseOnEscape } from '../ui/use-close-on-escape.ts';
import type { TextProps } from './analysis-text.tsx';
import { FollowLens } from './follow-lens.tsx';
import { MatchReasonButton } from './match-reason-button.tsx';
import { PathLink } from './path-link.tsx';
import type { PublicationText, ReadableAnalysis } from './readable-analysis.ts';
import './reading-head.css';

interface Props extends TextProps {
  readonly about: ComponentChildren;
  readonly isLensNamed: boolean;
  readonly isChosen: boolean;
  readonly isReasonOpen: boolean;
  /** Drawn above the summary. Says that the publication has corrected the analysis. */
  readonly correction: ComponentChildren;
  readonly belowFacts: ComponentChildren;
}

/** The part of the view above the text: lens, headline, facts, the reason for the match, and summary. */
export function ReadingHead({
  analysis,
  isPrivate,
  publicationText,
  about,
  isLensNamed,
  isChosen,
  isReasonOpen: isOpenAtFirst,
  correction,
  belowFacts,
}: Props): JSX.Element {
  const { card, lens, publication, because } = analysis;
  const head = useRef<HTMLElement>(null);
  // If the analysis may not be about this page, show the reason immediately. For a sure match, the reader can open the
  // reason.
  const [isReasonOpen, openReason] = useState(isOpenAtFirst || (because !== undefined && !isOfPage(because)));
  const closeReason = (): void => {
    openReason(false);
    head.current?.querySelector<HTMLElement>('.match-kind')?.focus();
  };
  useCloseOnEscape(isReasonOpen ? closeReason : undefined);
  return (
    <header ref={head} class="reading-head">
      {lens && !isLensNamed && (
        <p class="reading-lens">
          <PathLink to="lens" name={lens.id}>
            <LensName lens={lens} language={publication.language} />
          </PathLink>
          <FollowLens key={lens.id} thing={followableLens(lens)} isPrivate={isPrivate} />
        </p>
      )}
      <Headline of={card} publicationText={publicationText} isChosen={isChosen} />
      <div class="reading-facts">
        <Facts of={analysis} publicationText={publicationText} saysUpdated={!correction} />
        {because && <MatchReasonButton because={because} isOpen={isReasonOpen} open={openReason} />}
      </div>
      {belowFacts}
      {because && isReasonOpen && <MatchReason analysis={{ card, because }}>{about}</MatchReason>}
      {correction}
      {card.summary && (
        <Clamped of={card.summary}>
          <p class="standfirst" {...publicationText(card.summary)}>
            {card.summary}
          </p>
        </Clamped>
      )}
    </header>
  );
}

/** The code of this box is loaded when it is first shown. */
const MatchReason = lazy(async () => (await import('./match-reason-box.tsx')).MatchReasonBox);

function isOfPage(because: NonNullable<ReadableAnalysis['because']>): boolean {
  return because === 'is-the-analysis' || because.kind === 'exact' || because.kind === 'syndicated';
}

/** Element id of the headline, which names the analysis. */
export const HEADLINE = 'headline';

/** A headline longer than this gets a smaller font (UTF-16 code units). */
const LONG_HEADLINE = 90;
/** A shorter headline also gets the smaller font if it has more lines than this, for example in a wide typeface. */
const LINES_AT_FULL_SIZE = 3;

function Headline({
  of: { headline },
  publicationText,
  isChosen,
}: {
  of: ReadableAnalysis['card'];
  publicationText: PublicationText;
  isChosen: boolean;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  const [isTall, setTall] = useState(false);
  useLayoutEffect(() => {
    const box = heading.current;
    if (box) setTall(box.clientHeight > (LINES_AT_FULL_SIZE + 0.5) * lineHeight(box));
  }, [headline]);
  useLayoutEffect(() => {
    if (!isChosen) return;
    scrollTo({ top: 0, behavior: 'instant' });
    // The analysis takes the focus, not its headline: in the document its actions come first, so the Tab key then
    // reaches "Save".
    heading.current?.closest<HTMLElement>('.reading')?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }, []);
  const isLong = isTall || headline.length > LONG_HEADLINE;
  return (
    <Clamped of={headline + isLong}>
      <h1
        ref={heading}
        id={HEADLINE}
        class={isLong ? 'is-long' : undefined}
        tabIndex={-1}
        {...publicationText(headline)}
      >
        {headline}
      </h1>
    </Clamped>
  );
}

function lineHeight(element: Element): number {
  return Number.parseFloat(getComputedStyle(element).lineHeight) || Number.POSITIVE_INFINITY;
}

/** The facts that a reader looks for first: reading time, dates and outlet. `AboutAnalysis` lists all facts. */
function Facts({
  of: { card },
  publicationText,
  saysUpdated,
}: {
  of: ReadableAnalysis;
  publicationText: PublicationText;
  /** Whether to say when the analysis was updated. The line that reports a correction may already say it. */
  saysUpdated: boolean;
}): JSX.Element {
  const outlet = outletOf(card);
  return (
    <p class="facts-line">
      {card.readMinutes && <span>{countedText('minutesShort', card.readMinutes)}</span>}
      <span>
        <time dateTime={card.published}>{formatRecentDay(card.published)}</time>
      </span>
      {card.updated && saysUpdated && (
        <span>
          <time dateTime={card.updated}>{text('updatedDay', formatRecentDay(card.updated))}</time>
        </span>
      )}
      {outlet && (
        <span title={outlet} {...publicationText(outlet)}>
          <PathLink to="outlet" name={outlet}>
            {outlet}
          </PathLink>
        </span>
      )}
    </p>
  );
}
