import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { Correction } from '../../lib/db/correction-records.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { Blocks } from '../reading/text-blocks.tsx';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import type { CorrectionProps } from './correction-props.ts';
import { addressOf } from './shown-text.ts';
import { versionNames } from './version-dates.ts';

/** An earlier version of a saved analysis, marked as such. */
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
  useEffect(() => heading.current?.focus(), [shown === undefined]);
  if (!versions) return null;
  if (!shown) return <p class="notice">{text('versionGone')}</p>;
  const names = versionNames(versions, corrections);
  const name = names.get(version) ?? '';
  const own = (words: string): ReturnType<typeof languageAndDirection> =>
    languageAndDirection(words, publication.language);
  const { sections, attribution } = shown.text;
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
              onClick={() => show(addressOf({ kind: 'changes', from: version, to: present.version }))}
            >
              {text('compareVersion', name)}
            </button>
          )}
          <button type="button" class="button" onClick={() => show(addressOf({ kind: 'versions' }))}>
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
      <div {...own(sections.map(({ heading }) => heading).join(' '))}>
        {sections.map((section, n) => (
          <section key={n}>
            <h2 {...own(section.heading)}>{section.heading}</h2>
            <Blocks blocks={section.blocks} language={publication.language} />
          </section>
        ))}
        {attribution.length > 0 && (
          <section class="attribution">
            <h2 lang={document.documentElement.lang} dir={document.documentElement.dir as 'ltr'}>
              {text('attribution')}
            </h2>
            <Blocks blocks={attribution} language={publication.language} />
          </section>
        )}
      </div>
    </>
  );
}
