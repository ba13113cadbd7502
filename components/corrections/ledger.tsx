import type { JSX, RefObject } from 'preact';
import {
  countedText,
  formatCalendarDay,
  formatNumber,
  type TextKey,
  text,
} from '../../lib/browser/interface-texts.ts';
import type { Correction } from '../../lib/db/correction-records.ts';
import { isUndatedVersion } from '../../lib/index/version.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { ledgerCsv, ledgerOf } from '../../lib/library/corrections-ledger.ts';
import { Mark } from '../ui/icons.tsx';
import { RowHeadline } from '../ui/row-headline.tsx';
import { type ListKeys, useListKeys } from '../ui/use-list-keys.ts';
import { WindowedList } from '../ui/windowed-list.tsx';
import { correctionPlace } from './corrected-note.tsx';
import { useMissingComparisons } from './use-missing-comparisons.ts';
import './ledger.css';

interface Props {
  /** All corrections and withdrawals seen on this device, the most recently seen first. */
  readonly corrections: readonly Correction[];
  /** The saved analyses by their ids, with their reading states. */
  readonly saved: ReadonlyMap<string, { readonly reading: string }>;
  /** The analysis and the version or comparison that are open in the library. */
  readonly open: { readonly analysis?: string | undefined; readonly text?: string | undefined };
  readonly goTo: (place: ReturnType<typeof correctionPlace>, how: 'push' | 'replace') => void;
  /** The list stores the actions of its single-key shortcuts in this ref. */
  readonly keys: RefObject<ListKeys | undefined>;
  /** Called with the id of the analysis of the active row. */
  readonly setCurrent: (id: string) => void;
  /** The pane in which the list scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Lists the corrections and withdrawals of saved analyses: a summary, and a row for each correction or withdrawal. */
export function Ledger({ corrections, saved, open, goTo, keys, setCurrent, scroller }: Props): JSX.Element {
  useMissingComparisons(corrections);
  const { active, setActive, focusAsked } = useListKeys({
    keys,
    items: corrections,
    keyOf: ({ key }) => key,
    isOpen: open.analysis !== undefined,
    onActive: ({ id }) => setCurrent(id),
    open: (correction, isStep) => goTo(correctionPlace(correction), isStep ? 'replace' : 'push'),
  });
  if (corrections.length === 0)
    return (
      <div class="empty-list">
        <Mark />
        <h2>{text('ledgerEmpty')}</h2>
        <p>{text('ledgerEmptyText')}</p>
      </div>
    );
  return (
    <>
      <div class="ledger-sum">
        <p>{sumOf(corrections, [...saved.keys()])}</p>
        <button type="button" class="button" onClick={() => download(ledgerCsv(corrections))}>
          {text('ledgerCsv')}
        </button>
      </div>
      <WindowedList
        items={corrections}
        count={corrections.length}
        keyOf={({ key }) => key}
        label={text('viewCorrections')}
        scroller={scroller}
        active={active}
        onActive={setActive}
        focusAsked={focusAsked}
        attributesOf={({ id }) => ({
          'data-analysis': id,
          'data-reading': saved.get(id)?.reading ?? 'not-saved',
        })}
      >
        {(correction, { isActive }) => {
          const place = correctionPlace(correction);
          return (
            <Row
              correction={correction}
              isActive={isActive}
              isOpen={open.analysis === place.analysis && open.text === place.text}
              press={() => {
                setActive(correction.key);
                goTo(place, 'push');
              }}
            />
          );
        }}
      </WindowedList>
    </>
  );
}

/** Returns the summary, in sentences. */
function sumOf(corrections: readonly Correction[], saved: readonly string[]): string {
  const { corrected, kept, withdrawn, medianDays, added, removed, compared } = ledgerOf(corrections, saved);
  return [
    countedText('ledgerCorrected', corrected, formatNumber(kept)),
    ...(medianDays === undefined ? [] : [medianText(medianDays)]),
    ...(compared === 0 ? [] : [text('ledgerWords', formatNumber(added), formatNumber(removed))]),
    ...(withdrawn === 0 ? [] : [countedText('ledgerWithdrawn', withdrawn)]),
    text('ledgerSource'),
  ].join(' ');
}

function medianText(days: number): string {
  return days === 0 ? text('ledgerSameDay') : countedText('ledgerMedian', days);
}

const DECISIONS = {
  taken: 'ledgerTaken',
  kept: 'ledgerKept',
  open: 'ledgerOpen',
} as const satisfies Record<string, TextKey>;

function withdrawnText(listedAgainAt: number | undefined): string {
  return listedAgainAt === undefined
    ? text('ledgerGone')
    : text('ledgerListedAgain', formatCalendarDay(listedAgainAt, 'short'));
}

interface RowProps {
  readonly correction: Correction;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly press: () => void;
}

/** The row of one correction or withdrawal. Its basic styles are in `list-row.css` of the library. */
function Row({ correction, isActive, isOpen, press }: RowProps): JSX.Element {
  const { key, kind, headline, published, to, seenAt, words, decision, listedAgainAt } = correction;
  const days = [
    text('publishedDay', formatCalendarDay(published, 'short')),
    ...(kind === 'corrected' && to !== undefined && !isUndatedVersion(to)
      ? [text('correctedDay', formatCalendarDay(to, 'short'))]
      : []),
    text('seenDay', formatCalendarDay(seenAt, 'short')),
  ].join(' · ');
  const factsId = `correction-${encodeURIComponent(key)}`;
  return (
    <div class={isOpen ? 'row is-open' : 'row'}>
      <RowHeadline isActive={isActive} isOpen={isOpen} factsId={factsId} press={press}>
        <span {...languageAndDirection(headline, undefined)}>{headline}</span>
      </RowHeadline>
      <div id={factsId} class="ledger-facts">
        <p title={days}>{days}</p>
        <p>
          {words && (
            <>
              <span class="ledger-words" aria-hidden="true">
                +{formatNumber(words.added)} −{formatNumber(words.removed)}
              </span>
              <span class="unseen">
                {text('ledgerRowWords', formatNumber(words.added), formatNumber(words.removed))}
              </span>
              {' · '}
            </>
          )}
          {kind === 'withdrawn' ? withdrawnText(listedAgainAt) : text(DECISIONS[decision ?? 'open'])}
        </p>
      </div>
    </div>
  );
}

/** Makes the browser download the corrections as a CSV file. */
function download(csv: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
  link.download = `civic-lens-corrections-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  // The browser reads the file only after the click, so revoke its address later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
