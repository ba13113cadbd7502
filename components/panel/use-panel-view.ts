import { type EffectCallback, type Inputs, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { IndexStatus } from '../../lib/app/queries.ts';
import { query } from '../../lib/app/send-query.ts';
import { isReported } from '../../lib/browser/listener-errors.ts';
import type { Settings } from '../../lib/browser/settings.ts';
import type { ClosedReason } from '../../lib/db/closed-reason.ts';
import { readyValue } from '../ui/loading.ts';
import { storePrefetchedAnswers } from '../ui/prefetched-answers.ts';
import { useAsync } from '../ui/use-async.ts';
import { type DatabaseState, useDatabase } from '../ui/use-database.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useSettings } from '../ui/use-settings.ts';
import type { PanelTab } from './panel-tab.ts';
import { NEWEST_TO_REQUEST, type PanelView } from './panel-view.ts';
import type { StateForView } from './state-for-view.tsx';
import { useStateForView } from './use-state-for-view.ts';

/** What the popup and the side panel know about a tab. */
interface Panel {
  /** The view of the tab; `undefined` until it is known and can be drawn. */
  readonly view: PanelView | undefined;
  /** Draws the view, unless an analysis is open for reading; `undefined` until its code is needed and loaded. */
  readonly State: StateForView | undefined;
  /**
   * Whether the panel must show that the view could not be read. If no answer arrived, an earlier view stays instead.
   */
  readonly hasFailed: boolean;
  /** Reads the view again. */
  readonly again: () => void;
  /** Whether the view is being read. */
  readonly isReading: boolean;
  readonly settings: Settings | undefined;
  readonly status: IndexStatus | undefined;
  readonly database: DatabaseState;
}

/** The background's answer for a tab. */
interface Answered {
  readonly view: PanelView;
  readonly settings: Settings;
  readonly closed: ClosedReason | undefined;
  /** Identifies the data from which the view was made. */
  readonly basis: string;
}

/**
 * Returns the view of a tab and the data that its state shows, and keeps them up to date. One message asks the
 * background for all that the panel shows first. The panel sends its other queries after it has shown a view. If their
 * answers show that the view's `basis` has changed, the panel reads the view again.
 *
 * @param version changes whenever the view must be read again
 */
export function usePanelView(tab: PanelTab | undefined, version: number): Panel {
  const isPrepared = tab?.first !== undefined;
  const answer = useAsync(
    async () => tab && answerFor(tab),
    [tab?.id, version],
    (effect, inputs) => useSendEffect(effect, inputs, isPrepared),
  );
  const last = useLastAnswer(readyValue(answer), `${tab?.id} ${version}`);
  const hasFailed = answer.state === 'failed';
  // The background answered that it could not make the view, for example because the tab was closed.
  const isRefused = hasFailed && isReported(answer.error);
  const answered = isRefused ? undefined : last;
  // Never show the view of another tab.
  const known = [answered?.view, tab && shownFirst(tab)].find((one) => one && one.tabId === tab?.id);
  const needsState = known !== undefined && known.state !== 'matched';
  // Without a prepared view, load the code of the states while the background makes the view.
  const State = useStateForView(needsState || !isPrepared);
  const view = needsState && !State ? undefined : known;
  const isShown = view !== undefined || hasFailed;
  const database = useDatabase(isShown && tab?.isPrivate === false, answered?.closed);
  const status = readyValue(useLiveQuery(isShown ? 'indexStatus' : undefined));
  const stored = readyValue(useLiveQuery(isShown ? 'viewBasis' : undefined));
  const settings = useSettings(tab?.first?.settings);
  const basis = stored !== undefined && settings && basisOf(stored, settings);
  const readFor = useRef<string>(undefined);
  useEffect(() => {
    if (!basis || (!answered && !hasFailed) || basis === answered?.basis || basis === readFor.current) return;
    const isFirst = readFor.current === undefined;
    readFor.current = basis;
    // After a failure, read the view again only when the basis changes.
    if (hasFailed && isFirst) return;
    answer.again();
  }, [basis, answered?.basis, hasFailed]);
  return {
    view,
    State,
    // If no answer arrived, a known view stays. It is read again when its basis changes.
    hasFailed: isRefused || (hasFailed && known === undefined),
    again: answer.again,
    isReading: answer.isRunning,
    settings: settings ?? answered?.settings,
    status,
    database,
  };
}

/**
 * Returns the last answer for a page, so that a failed query does not remove what the reader is reading.
 *
 * @param page identifies the page; changes whenever the tab may show another page
 */
function useLastAnswer(answer: Answered | undefined, page: string): Answered | undefined {
  const last = useRef<{ readonly page: string; readonly answer: Answered }>(undefined);
  // After a change of `page`, `answer` is still the answer for the previous page until the next answer arrives.
  if (answer && answer !== last.current?.answer) last.current = { page, answer };
  return answer ?? (last.current?.page === page ? last.current.answer : undefined);
}

/**
 * Runs an effect that sends the query for the view. If the page already has a prepared view, it sends the query after
 * the browser has painted that view, because sending delays the paint. Otherwise, it sends the query immediately.
 */
function useSendEffect(effect: EffectCallback, inputs: Inputs, isPrepared: boolean): void {
  useLayoutEffect(() => (isPrepared ? undefined : effect()), inputs);
  useEffect(() => (isPrepared ? effect() : undefined), inputs);
}

async function answerFor(tab: PanelTab): Promise<Answered> {
  const { view, text, newest, settings, closed, basis, known } = await query(
    'panelView',
    tab.id,
    tab.clicked,
    NEWEST_TO_REQUEST,
  );
  storePrefetchedAnswers(known);
  return {
    view: { ...view, tabId: tab.id, isSaved: tab.first?.isSaved, text, newest },
    settings,
    closed,
    basis: basisOf(basis, settings),
  };
}

/** @param stored the answer of `viewBasis` */
function basisOf(stored: string, { mode, sitesOff }: Settings): string {
  return JSON.stringify([stored, mode, sitesOff]);
}

function shownFirst({ id, first }: PanelTab): PanelView | undefined {
  return first && { ...first.view, tabId: id, text: first.text, isSaved: first.isSaved };
}
