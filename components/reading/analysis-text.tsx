import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import { query } from '../../lib/app/send-query.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import type { TextResult } from '../../lib/sync/texts.ts';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { lazy } from '../ui/lazy.tsx';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import type { PublicationText, ReadableAnalysis } from './readable-analysis.ts';
import { SectionJumps } from './section-jumps.tsx';
import { SectionList } from './section-list.tsx';
import { useReadingPlace } from './use-reading-place.ts';

export interface TextProps {
  readonly analysis: ReadableAnalysis;
  readonly isPrivate: boolean;
  readonly publicationText: PublicationText;
}

interface ShownProps {
  /** Called once the sections are shown. */
  readonly onShown: () => void;
  /** Called if the reading state of a saved analysis could not be stored. */
  readonly onUnmarked: (why: ChangeFailure) => void;
}

/**
 * Shows the text of an analysis: the saved text, a text that is already on the device, or a text fetched from the
 * publication now. If only the text of an older version is available, a notice above it says so.
 */
export function AnalysisTextView({
  analysis,
  isPrivate,
  publicationText,
  onShown,
  onUnmarked,
}: TextProps & ShownProps): JSX.Element {
  const { card } = analysis;
  const given = analysis.text;
  // Any change of the card may be a correction. The old text must not appear under the corrected card.
  const version = JSON.stringify(card);
  const loading = useAsync(
    async () => ({ version, result: given ? undefined : await textFor(analysis, isPrivate) }),
    [card.id, version, given !== undefined, analysis.textState, isPrivate],
  );
  useEffect(() => {
    addEventListener('online', loading.again);
    return () => removeEventListener('online', loading.again);
  }, [loading.again]);

  const shared = { id: card.id, isPrivate, publicationText, onShown, onUnmarked };
  const loaded = readyValue(loading);
  const result = loaded?.version === version ? loaded.result : undefined;
  if (given) return <TextSections of={given} {...shared} />;
  if (result?.state === 'ready') return <TextSections of={result.text} {...shared} />;
  if (result?.state === 'outdated') {
    return (
      <>
        <TextNotice analysis={analysis} result={result} {...loading} />
        <TextSections of={result.text} version={result.version} {...shared} />
      </>
    );
  }
  if (loading.state !== 'failed' && !result)
    return (
      <p class="muted" role="status">
        {text('textLoading')}
      </p>
    );
  return <TextNotice analysis={analysis} result={result} {...loading} />;
}

/**
 * Says why there is no text, or only an old text. Most analyses need no notice, so its code is loaded only when needed.
 */
const TextNotice = lazy(async () => (await import('./text-notice.tsx')).TextNotice);

async function textFor({ card, textState }: ReadableAnalysis, isPrivate: boolean): Promise<TextResult> {
  const own = textState === 'kept' ? await query('savedText', card.id) : undefined;
  return own ? { state: 'ready', text: own } : query('textOf', card, !isPrivate);
}

/** @param version the version of the text; given only if it is certainly not the version of the card */
export function TextSections({
  of: { sections, attribution },
  version,
  id,
  isPrivate,
  publicationText,
  onShown,
  onUnmarked,
}: Omit<TextProps, 'analysis'> &
  Partial<ShownProps> & { of: AnalysisText; version?: string; id: string }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  // The direction of the headings is also the direction of the row of jumps.
  const around = publicationText(sections.map(({ heading }) => heading).join(' '));
  useEffect(() => onShown?.(), []);
  useReadingPlace(place, id, isPrivate, onUnmarked);
  return (
    <div ref={place} class="sections" data-version={version} {...around}>
      {sections.length > 1 && (
        <SectionJumps
          headings={sections.map(({ heading }) => heading)}
          place={place}
          publicationText={publicationText}
        />
      )}
      <SectionList of={{ sections, attribution }} publicationText={publicationText} language={around.lang} />
    </div>
  );
}
