import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { markCorrectionsReported, storeComparison, takeNewText } from '../../lib/app/library-actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener, startTask } from '../../lib/browser/listener-errors.ts';
import type { Correction } from '../../lib/db/correction-records.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';
import { type AnalysisChanges, compareAnalyses, type Version } from '../../lib/library/compare-analyses.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { textFailureText } from '../ui/failure-text.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { tryChange, useChange } from '../ui/use-change.ts';
import { Changes } from './changes.tsx';
import type { CorrectionProps } from './correction-props.ts';
import { keepOwnCopy, undoAndTell } from './keep-own-copy.ts';
import { formatOtherTextPlace } from './other-text-place.ts';
import { versionNames } from './version-dates.ts';

/** Two versions that can be compared, or the reason why one of them is missing. */
type Pair =
  | {
      readonly state: 'ready';
      readonly before: Compared;
      readonly after: Compared;
      /** Whether the later version is the publication's newest text, which the reader can take. */
      readonly isNew: boolean;
    }
  | { readonly state: 'missing'; readonly why: NoComparison };

type Compared = Version & { readonly version: string };

/**
 * `outdated`: the publication still serves the old text. `not-listed`: the index no longer lists the analysis. `gone`:
 * this device no longer has one of the versions. A `SyncFailure`: the new text could not be fetched.
 */
type NoComparison = 'outdated' | 'not-listed' | 'gone' | SyncFailure;

interface Props extends CorrectionProps {
  /** All corrections seen on this device. */
  readonly corrections: readonly Correction[];
  /** The versions to compare. */
  readonly from: string;
  readonly to: string;
}

/**
 * Draws the differences between two versions of an analysis. If the later version is the publication's newest text,
 * lets the reader take this text or keep the saved text.
 */
export function Comparison(props: Props): JSX.Element {
  const { analysis, from, to } = props;
  const loading = useAsync(() => pairOf(analysis.card.id, from, to), [analysis.card.id, from, to]);
  const pair = readyValue(loading);
  useEffect(() => {
    addEventListener('online', loading.again);
    return () => removeEventListener('online', loading.again);
  }, [loading.again]);
  if (loading.state === 'loading')
    return (
      <p class="muted" role="status">
        {text('changesLoading')}
      </p>
    );
  if (pair?.state === 'ready') return <ReadyComparison {...props} pair={pair} />;
  return (
    <div class="notice" role="alert">
      <p>
        {missingText(pair?.why)} {text('copyUntouched')}
      </p>
      <button type="button" class="button" onClick={loading.again}>
        {text('tryAgain')}
      </button>
    </div>
  );
}

function missingText(why: NoComparison | undefined): string {
  switch (why) {
    case 'outdated':
      return text('changesOutdated');
    case 'not-listed':
      return text('changesNotListed');
    case 'gone':
      return text('versionGone');
    case undefined:
      return text('textFailed', text('failure_unexpected'));
    default:
      return why.reason === 'offline' ? text('changesOffline') : text('textFailed', textFailureText(why));
  }
}

/**
 * Reads two versions of an analysis. If the earlier version is the reader's present text, this function reads the
 * newest version in place of `to`, because the publication may have corrected the analysis again. Without a newer
 * version, it reads `to`.
 */
async function pairOf(id: string, from: string, to: string): Promise<Pair> {
  const own = await query('ownVersions', id);
  const before = own.find(({ version }) => version === from);
  if (!before) return { state: 'missing', why: 'gone' };
  const found = before.keptAt === undefined ? await query('newTextOf', id) : undefined;
  if (found?.state === 'ready' && found.version !== from)
    return { state: 'ready', before, after: found, isNew: true };
  const after = own.find(({ version }) => version === to);
  if (after) return { state: 'ready', before, after, isNew: false };
  if (before.keptAt !== undefined) return { state: 'missing', why: 'gone' };
  if (found?.state === 'failed') return { state: 'missing', why: found.failure };
  return {
    state: 'missing',
    why: found ? (found.state === 'outdated' && found.failure) || 'outdated' : 'not-listed',
  };
}

interface ReadyProps extends Props {
  readonly pair: Extract<Pair, { readonly state: 'ready' }>;
}

function ReadyComparison({ pair, corrections, ...props }: ReadyProps): JSX.Element {
  const { analysis, show } = props;
  const { before, after, isNew } = pair;
  const { language } = analysis.publication;
  const changes = useMemo(() => compareAnalyses(before, after, language), [before, after, language]);
  useStoredComparison(analysis.card.id, before.version, after.version, corrections, changes);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const names = versionNames([before, after], corrections);
  const [earlier = '', later = ''] = [before, after].map(({ version }) => names.get(version));
  return (
    <Changes
      changes={changes}
      analysis={analysis}
      heading={heading}
      title={text('changesTitle', earlier, later)}
      actions={
        <>
          {isNew && <Choice {...props} later={later} />}
          <button
            type="button"
            class="link earlier-versions"
            onClick={() => show(formatOtherTextPlace({ kind: 'versions' }))}
          >
            {text('earlierVersions')}
          </button>
        </>
      }
    />
  );
}

/** Lets the reader take the new text or keep the saved text. The reader can undo either choice. */
function Choice({ analysis, show, tell, later }: CorrectionProps & { readonly later: string }): JSX.Element {
  const { id } = analysis.card;
  const { change, failure } = useChange('change the library');
  const take = async (): Promise<void> => {
    let taken: Awaited<ReturnType<typeof takeNewText>> | undefined;
    const isDone = await change(async () => {
      taken = await takeNewText(id);
    });
    if (!isDone || !taken) return;
    if ('undo' in taken) {
      const undoId = taken.undo;
      tell({
        words: text('newTextTaken', later),
        undo: () => undoAndTell(undoId, text('oldTextBack'), tell),
      });
      show(undefined);
    } else tell({ words: `${text('newTextMissing')} ${text('copyUntouched')}`, isFailure: true });
  };
  const keep = async (): Promise<void> => {
    if (await keepOwnCopy(id, change, tell)) show(undefined);
  };
  return (
    <>
      <button type="button" class="button is-primary" onClick={guardedListener('take the new text', take)}>
        {text('takeNewText')}
      </button>
      <button type="button" class="button" onClick={guardedListener('keep the saved text', keep)}>
        {text('keepMyCopy')}
      </button>
      <ChangeFailed failure={failure} />
    </>
  );
}

/**
 * Stores the result of a comparison in the record of the correction, and marks the correction as reported: the reader
 * has now seen it.
 */
function useStoredComparison(
  id: string,
  from: string,
  to: string,
  corrections: readonly Correction[],
  { added, removed, sentences }: AnalysisChanges,
): void {
  useEffect(() => {
    const correction = corrections.find((one) => one.id === id && one.from === from && one.to === to);
    if (!correction) return;
    startTask('store a comparison', () =>
      tryChange('store a comparison', async () => {
        await storeComparison(correction.key, { added, removed, sentences });
        await markCorrectionsReported([correction.key]);
      }),
    );
  }, [id, from, to]);
}
