import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { undo } from '../../lib/app/library-actions.ts';
import { addWaitingPagesOfImport } from '../../lib/app/remembered-page-actions.ts';
import {
  type CountedKey,
  countedText,
  formatDay,
  formatNumber,
  type TextKey,
  text,
} from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import { formatMoment } from '../../lib/browser/time-texts.ts';
import type { UndoOutcome } from '../../lib/library/journal.ts';
import type { Fault } from '../../lib/transfer/fields-in-library-file.ts';
import type { ImportReport } from '../../lib/transfer/run-import.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { StorageLink } from '../ui/storage-link.tsx';
import { whyNotUndone } from '../ui/undo-result.ts';
import { useChange } from '../ui/use-change.ts';

/** For each reason why a line could not be read, the key of its text. */
const FAULTS = {
  'not-json': 'faultDamaged',
  'no-address': 'faultNoAddress',
  'script-address': 'faultScript',
  'not-an-address': 'faultNotAddress',
  'no-card': 'faultNoCard',
  'no-publication': 'faultNoCard',
  'no-name': 'faultNoName',
  'bad-highlight': 'faultHighlight',
  'bad-version': 'faultVersion',
  incomplete: 'faultIncomplete',
} as const satisfies Record<Fault, TextKey>;

/** Why an import stopped: a change failed (`ChangeFailure`), or the browser could not read the rest of the file. */
export type StopReason = ChangeFailure | 'unreadable';

/** For each reason why an import stopped, the keys of the reason and of the advice. */
const STOPPED = {
  full: ['stoppedFull', 'stoppedFullNext'],
  other: ['stoppedOther', 'stoppedOtherNext'],
  unreadable: ['stoppedUnreadable', 'stoppedUnreadableNext'],
} as const satisfies Record<StopReason, readonly [reason: TextKey, advice: TextKey]>;

/** Number of unreadable lines that are listed at first. */
const FIRST_LINES = 20;

interface Props {
  /** Name of the file. */
  readonly name: string;
  /** Id with which `undo` undoes the import. */
  readonly batch: string;
  readonly report: ImportReport;
  /** Why the import stopped before the end of the file. */
  readonly stopped?: StopReason;
  /** Lets the reader choose another file. */
  readonly again: () => void;
}

/** The result of an import: what was imported, which lines could not be read and why, and the next steps. */
export function ImportReportView({ name, batch, report, stopped, again }: Props): JSX.Element {
  const { added, present, without, unread, unreadCount } = report;
  const [undone, setUndone] = useState<UndoOutcome>();
  const canUndo = undone === undefined || undone.state === 'outdated';
  /** Number of pages that were added with *Tell me if one comes*. */
  const [told, setTold] = useState<number>();
  const [lines, setLines] = useState(FIRST_LINES);
  const { change, failure } = useChange('change the library');
  const next = useRef<HTMLButtonElement>(null);
  // A pressed button disappears, so move the keyboard focus.
  useLayoutEffect(() => {
    if (!canUndo || told !== undefined) next.current?.focus();
  }, [canUndo, told]);
  const counts: readonly (readonly [key: CountedKey, value: number, ...more: string[]])[] = [
    ['importAdded', added],
    ['importPresent', present],
    withoutCount(report),
    ['importUnread', unreadCount],
  ];
  return (
    <div class="transfer">
      <p role="status">
        {(undone && whyNotUndone(undone)) ??
          (undone ? text('importUndone', name) : endText(name, report, stopped))}
      </p>
      {stopped && !undone && (
        <p>
          {text(STOPPED[stopped][1])} {stopped === 'full' && <StorageLink />}
        </p>
      )}
      <ul class="import-counts">
        {counts.map(
          ([key, value, ...more]) =>
            (value > 0 || key === 'importAdded') && (
              <li key={key}>
                <strong>{formatNumber(value)}</strong> {countedText(key, value, ...more)}
              </li>
            ),
        )}
      </ul>
      {unread.length > 0 && (
        <ol class="import-faults">
          {unread.slice(0, lines).map(({ line, fault }, n) => (
            <li key={n}>
              <span>{text('importLine', formatNumber(line), text(FAULTS[fault]))}</span>{' '}
              <span class="muted">{name}</span>
            </li>
          ))}
        </ol>
      )}
      {unread.length > lines && (
        <p>
          <button type="button" class="link" onClick={() => setLines(unread.length)}>
            {text('importAllLines')}
          </button>
        </p>
      )}
      <p class="buttons">
        {canUndo && (report.isUndoable || told !== undefined) && (
          <button
            type="button"
            class="button"
            onClick={() =>
              startTask('change the library', () => change(async () => setUndone(await undo(batch))))
            }
          >
            {text('importUndo')}
          </button>
        )}
        {without.length > 0 && told === undefined && canUndo && (
          <button
            type="button"
            class="button is-quiet"
            onClick={() =>
              startTask('change the library', async () => {
                await change(async () => setTold(await addWaitingPagesOfImport(without, batch)));
              })
            }
          >
            {countedText('importTellMe', without.length)}
          </button>
        )}
        <button ref={next} type="button" class="button is-quiet" onClick={again}>
          {text('importAgain')}
        </button>
      </p>
      <p role="status">{told === undefined || !canUndo ? '' : countedText('importTold', told)}</p>
      <ChangeFailed failure={failure} />
    </div>
  );
}

/** Returns the sentence that says how the import ended. */
function endText(name: string, report: ImportReport, stopped: StopReason | undefined): string {
  const { end, added, present, isUndoable } = report;
  if (end.how === 'whole') return text('importDone', name);
  if (!stopped) return text(isUndoable ? 'importCancelled' : 'importCancelledNone', name);
  return countedText('importStopped', added + present, text(STOPPED[stopped][0]), name);
}

/**
 * Returns the text key and the number for the addresses without an analysis. Only a complete list proves that these
 * addresses have no analysis, so another text is used if the list is missing, partial or stale.
 */
function withoutCount({
  without,
  list,
}: ImportReport): readonly [key: CountedKey, value: number, ...more: string[]] {
  const { length } = without;
  switch (list.state) {
    case 'complete':
      return ['importWithout', length];
    case 'absent':
      return ['importWithoutAbsent', length];
    case 'partial':
      return list.backTo === undefined
        ? ['importWithoutPartial', length]
        : ['importWithoutBackTo', length, formatDay(list.backTo)];
    case 'stale':
      return list.since === undefined
        ? ['importWithoutStaleUndated', length]
        : ['importWithoutStale', length, formatMoment(list.since)];
  }
}
