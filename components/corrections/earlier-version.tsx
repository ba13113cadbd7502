import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { Correction } from '../../lib/db/correction-records.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import type { PublicationText } from '../reading/readable-analysis.ts';
import { SectionList } from '../reading/section-list.tsx';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import type { CorrectionProps } from './correction-props.ts';
import { formatOtherTextPlace } from './other-text-place.ts';
import { versionNames } from './version-dates.ts';

/** Shows an earlier version of a saved analysis, below a notice that this is an earlier version. */
export function EarlierVersion({
  analysis: { card, publication },
  corrections,
  version,
  show,
}: CorrectionProps & {
  readonly corrections: readonly Correction[];
  readonly version: string;
}): JSX.Element | null {
  const loading = useLiveQuery('ownVersions', card.id);
  const versions = readyValue(loading);
  const shown = versions?.find((one) => one.version === version);
  const present = versions?.find(({ keptAt }) => keptAt === undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [shown === undefined]);
  if (!versions) return null;
  if (!shown) return <p class="notice">{text('versionGone')}</p>;
  const names = versionNames(versions, corrections);
  const name = names.get(version) ?? '';
  const own: PublicationText = (words) => languageAndDirection(words, publication.language);
  const around = own(shown.text.sections.map(({ heading }) => heading).join(' '));
  return (
    <>
      <div class="notice">
        <p>
          <b>{text('earlierVersion', name)}</b>{' '}
          {present && text('earlierPresent', names.get(present.version) ?? '')}
        </p>
        <p class="change-actions">
          {present && (
            <button
              type="button"
              class="button"
              onClick={() =>
                show(formatOtherTextPlace({ kind: 'changes', from: version, to: present.version }))
              }
            >
              {text('compareVersion', name)}
            </button>
          )}
          <button
            type="button"
            class="button"
            onClick={() => show(formatOtherTextPlace({ kind: 'versions' }))}
          >
            {text('earlierVersions')}
          </button>
        </p>
      </div>
      <h1 ref={heading} tabIndex={-1} {...own(shown.card.headline)}>
        {shown.card.headline}
      </h1>
      {shown.card.summary && (
        <p class="standfirst" {...own(shown.card.summary)}>
          {shown.card.summary}
        </p>
      )}
      <div {...around}>
        <SectionList of={shown.text} publicationText={own} language={around.lang} />
      </div>
    </>
  );
}
