import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { markSeen } from '../../lib/app/actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { formatDay, text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { useLensHue } from '../ui/appearance.ts';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import { Icon } from '../ui/icons.tsx';
import { lazy } from '../ui/lazy.tsx';
import type { MenuItem } from '../ui/menu-items.tsx';
import { tryChange } from '../ui/use-change.ts';
import { AnalysisTextView } from './analysis-text.tsx';
import { OwnWordsContext } from './own-words-context.ts';
import { useReadAloud } from './read-aloud.tsx';
import type { PublicationText, ReadableAnalysis } from './readable-analysis.ts';
import { HEADLINE, ReadingHead } from './reading-head.tsx';
import { SaveButton } from './save-button.tsx';
import { useFitInOneRow } from './use-fit-in-one-row.ts';
import './actions.css';
import './reading.css';
import './print.css';

interface Props {
  readonly analysis: ReadableAnalysis;
  readonly isPrivate: boolean;
  /** Content to draw below the reason for the match, in the same box. */
  readonly about?: ComponentChildren;
  /** Content to draw above the text. */
  readonly aboveText?: ComponentChildren;
  /** The button that shares the analysis. */
  readonly share?: ComponentChildren;
  /** Opens the side panel. Set only in popups: they may close while they read aloud, but the side panel stays open. */
  readonly openPanel?: (() => void) | undefined;
  /** More actions, for the end of the row of actions. */
  readonly actions?: ComponentChildren;
  readonly onTextShown?: () => void;
  /** Whether the page itself shows the lens and its follow button above this view. */
  readonly isLensNamed?: boolean;
  /** Whether the reader has just chosen this analysis from a list. If so, it gets the keyboard focus. */
  readonly isChosen?: boolean;
  /** Archives the analysis. Set by pages that then open another analysis. */
  readonly archive?: (() => void) | undefined;
  /** More items for the menu of a saved analysis. */
  readonly menuItems?: readonly MenuItem[] | undefined;
  /** Content to draw below the facts under the headline. */
  readonly belowFacts?: ComponentChildren;
  /** Whether the box with the reason for the match is open at first. */
  readonly isReasonOpen?: boolean;
  /** The elements that show the corrections of a saved analysis. */
  readonly corrections?: CorrectionParts;
}

/** The parts of the view that `components/corrections` draws. */
interface CorrectionParts {
  /** Drawn above the summary. */
  readonly line: ComponentChildren;
  /** Replaces the text and its headline. */
  readonly instead: ComponentChildren;
  /** Drawn with the links below the text. */
  readonly versions: ComponentChildren;
  readonly toast: ComponentChildren;
}

/** Draws a whole analysis with its actions. Marks it as seen, except in private windows. */
export function ReadingView({
  analysis,
  isPrivate,
  about,
  aboveText,
  share,
  openPanel,
  actions,
  onTextShown,
  isLensNamed = false,
  isChosen = false,
  isReasonOpen = false,
  archive,
  menuItems,
  belowFacts,
  corrections,
}: Props): JSX.Element {
  const instead = corrections?.instead;
  // When the text returns after a comparison or an earlier version, the analysis takes the keyboard focus.
  const hasReturned = useRef(false);
  hasReturned.current ||= instead !== undefined;
  const { card, lens, publication } = analysis;
  const publicationText: PublicationText = (words) => languageAndDirection(words, publication.language);
  const actionsRow = useRef<HTMLDivElement>(null);
  useFitInOneRow(actionsRow);
  const [unmarked, setUnmarked] = useState<{ readonly id: string; readonly why: ChangeFailure }>();
  const onUnmarked = (why: ChangeFailure): void => setUnmarked({ id: card.id, why });
  useMarkAsSeen(card.id, isPrivate, onUnmarked);
  const [isTextShown, setTextShown] = useState(false);
  const own = useContext(OwnWordsContext);
  const aloud = useReadAloud({ analysis, isPrivate, isTextShown: isTextShown && !instead, openPanel });
  return (
    <article
      class="reading"
      // A comparison or an earlier version replaces the headline, so a label names the analysis.
      {...(instead ? { 'aria-label': card.headline } : { 'aria-labelledby': HEADLINE })}
      tabIndex={-1}
      data-hue={useLensHue(lens?.id)}
    >
      {/* The style sheet moves this row to the foot. It comes first in the document so that the Tab key reaches
          "Save" first. */}
      <div ref={actionsRow} class="actions">
        <SaveButton
          analysis={analysis}
          isPrivate={isPrivate}
          isExpectedSaved={analysis.isSaved}
          archive={archive}
          menuItems={menuItems}
        />
        <Original analysis={analysis} />
        <span class="actions-end">
          {share}
          {own && <own.Button id={card.id} isPrivate={isPrivate} isTextShown={isTextShown && !instead} />}
          {aloud.button}
          {actions}
        </span>
        {aloud.player}
        {corrections?.toast}
      </div>
      <div class="reading-text">
        {instead ?? (
          <>
            <ReadingHead
              analysis={analysis}
              isPrivate={isPrivate}
              publicationText={publicationText}
              about={about}
              isLensNamed={isLensNamed}
              isChosen={isChosen || hasReturned.current}
              correction={corrections?.line}
              isReasonOpen={isReasonOpen}
              belowFacts={belowFacts}
            />
            {unmarked?.id === card.id && <MarkingFailedNotice why={unmarked.why} />}
            {analysis.withdrawnAt !== undefined && (
              <p class="notice">{text('withdrawn', publication.name, formatDay(analysis.withdrawnAt))}</p>
            )}
            {aboveText}
            <AnalysisTextView
              analysis={analysis}
              isPrivate={isPrivate}
              publicationText={publicationText}
              onUnmarked={onUnmarked}
              onShown={() => {
                setTextShown(true);
                onTextShown?.();
              }}
            />
            <BelowText
              analysis={analysis}
              isPrivate={isPrivate}
              publicationText={publicationText}
              versions={corrections?.versions}
            />
          </>
        )}
      </div>
    </article>
  );
}

const MarkingFailedNotice = lazy(
  async () => (await import('./marking-failed-notice.tsx')).MarkingFailedNotice,
);

/** The first paint does not show the content below the text, so its code is loaded later. */
const BelowText = lazy(async () => (await import('./about-analysis.tsx')).AboutAnalysis);

function Original({ analysis: { card } }: { analysis: ReadableAnalysis }): JSX.Element | null {
  const [source] = card.sources;
  if (!source) return null;
  return (
    <ExternalLink class="button" href={source.url} label={text('readOriginal', outletOf(card))}>
      <Icon name="outward" />
      <span>{text('original')}</span>
    </ExternalLink>
  );
}

/**
 * Marks the open analysis as seen, so that it is no longer new. Does nothing in private windows.
 *
 * @param onFailed called if the analysis was new, but could not be marked
 */
function useMarkAsSeen(id: string, isPrivate: boolean, onFailed: (why: ChangeFailure) => void): void {
  useEffect(() => {
    if (isPrivate) return;
    startTask('mark an open analysis as seen', async () => {
      const wasNew = await query('isNew', id);
      const why = await tryChange('mark an analysis as seen', () => markSeen(id));
      if (wasNew && why) onFailed(why);
    });
  }, [id, isPrivate]);
}
