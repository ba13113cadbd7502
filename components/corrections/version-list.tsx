import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatCalendarDay, text } from '../../lib/browser/interface-texts.ts';
import type { Correction } from '../../lib/db/correction-records.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { correctedWords } from './correction-line.tsx';
import type { CorrectionProps } from './correction-props.ts';
import { formatOtherTextPlace } from './other-text-place.ts';
import { versionNames } from './version-dates.ts';

/**
 * Lists the versions of a saved analysis: the reader's copy and the earlier versions. If the reader has not decided
 * about a new version of the publication, the list begins with this version.
 */
export function VersionList({
  analysis: { card, publication },
  corrections,
  show,
}: CorrectionProps & { readonly corrections: readonly Correction[] }): JSX.Element {
  const versions = readyValue(useLiveQuery('ownVersions', card.id));
  const open = readyValue(useLiveQuery('openCorrection', card.id));
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const names = versionNames(versions ?? [], corrections);
  const present = versions?.find(({ keptAt }) => keptAt === undefined);
  /** Whether a version is a new text of the publication that the reader has not taken. */
  const isNotTaken = (version: string): boolean =>
    corrections.some(
      ({ id, from, to, decision }) =>
        id === card.id && from === present?.version && to === version && decision !== 'taken',
    );
  return (
    <section class="versions">
      <h1 {...languageAndDirection(card.headline, publication.language)}>{card.headline}</h1>
      <h2 ref={heading} tabIndex={-1}>
        {text('earlierVersions')}
      </h2>
      <ul class="entries">
        {open?.to !== undefined && (
          <li>
            <p>{correctedWords(open)}</p>
            <ShowButton
              words={text('seeChanges')}
              press={() =>
                show(formatOtherTextPlace({ kind: 'changes', from: open.from, to: open.to ?? '' }))
              }
            />
          </li>
        )}
        {versions?.map(({ version, keptAt }) => {
          const name = names.get(version) ?? '';
          const isPresent = keptAt === undefined;
          return (
            <li key={version}>
              <p>
                <b>{name}</b> ·{' '}
                {isPresent
                  ? text('versionPresent')
                  : isNotTaken(version)
                    ? text('versionNotTaken')
                    : text('versionReplaced', formatCalendarDay(keptAt))}
              </p>
              <ShowButton
                words={text('readVersion', name)}
                press={() => show(isPresent ? undefined : formatOtherTextPlace({ kind: 'version', version }))}
              />
              {!isPresent && present && (
                <ShowButton
                  words={text('compareVersion', name)}
                  press={() => {
                    const [from, to] = isNotTaken(version)
                      ? [present.version, version]
                      : [version, present.version];
                    show(formatOtherTextPlace({ kind: 'changes', from, to }));
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {versions?.every(({ keptAt }) => keptAt === undefined) && (
        <p class="muted">{text('noEarlierVersions')}</p>
      )}
    </section>
  );
}

function ShowButton({ words, press }: { words: string; press: () => void }): JSX.Element {
  return (
    <button type="button" class="link" onClick={press}>
      {words}
    </button>
  );
}
