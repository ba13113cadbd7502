import type { AnalysisText } from '../analysis/analysis.ts';
import { browser } from '../browser/browser.ts';
import { readSettings, type Settings } from '../browser/settings.ts';
import { markedGeneration } from '../db/index-generation-mark.ts';
import { KEPT_PREFIX } from '../library/second-copy-key.ts';
import type { CopiedAnalysis } from '../library/second-copy-records.ts';
import { fetchedText } from '../sync/fetched-texts.ts';
import { recordedPage } from './page-in-view.ts';
import { readTabRecord } from './tab-record.ts';
import type { TabView } from './tab-view.ts';

/** The view of popup and panel before the database is open. */
export interface FirstView {
  readonly view: Extract<TabView, { readonly state: 'matched' | 'choose' | 'uncertain' }> & {
    readonly page: string;
  };
  /** The text of the matching analysis; `undefined` unless there is exactly one sure match. */
  readonly text: AnalysisText | undefined;
  /**
   * Whether the matching analysis is saved, according to the second copy; `false` unless there is exactly one sure
   * match.
   */
  readonly isSaved: boolean;
  readonly settings: Settings;
}

/** The tab that popup or panel shows. */
interface ShownTab {
  readonly id: number;
  /** Whether it is in a private window. */
  readonly isPrivate: boolean;
  /** Absent if the browser hides the address from the extension. */
  readonly url?: string | undefined;
}

/** The part of `storage` from which the first view of every tab is made. */
type StoredForFirstView = readonly [generation: string | undefined, settings: Settings];

/**
 * Reads the part of `storage` that the first view of every tab needs. Call it before the tab is known, because each
 * answer of the browser takes time.
 */
export function readForFirstView(): Promise<StoredForFirstView> {
  return Promise.all([markedGeneration(), readSettings()]);
}

/**
 * Makes the view of a tab from `storage`, without opening the database.
 *
 * @param stored the result of `readForFirstView`, if the caller has called it before
 * @returns `undefined` if the tab does not show the address of its record, the index has changed since the record was
 *   made, or `storage.session` lacks the text of the only sure match in the version of its card. Also `undefined` in
 *   private windows, on sites where Civic Lens is switched off, and for pages without a match, whose view depends on
 *   the last sync.
 */
export async function firstView(
  { id, isPrivate, url }: ShownTab,
  stored = readForFirstView(),
): Promise<FirstView | undefined> {
  if (isPrivate || url === undefined) return undefined;
  const [record, [generation, settings]] = await Promise.all([readTabRecord(id), stored]);
  if (record?.address !== url || record.generation !== generation) return undefined;
  const { shown, sure } = record;
  const [first] = shown?.matches ?? [];
  if (!shown || !first || settings.sitesOff.includes(shown.site)) return undefined;
  const { version, ...rest } = shown;
  const page = { ...rest, address: url, ...recordedPage(record, isPrivate) };
  if (sure.length !== 1)
    return {
      view: { state: sure.length > 1 ? 'choose' : 'uncertain', ...page },
      text: undefined,
      isSaved: false,
      settings,
    };
  const [kept, isSaved] = await Promise.all([fetchedText(first.card.id), isKept(first.card.id)]);
  // Header and text must be painted in one frame, so without the text, both wait for the database.
  if (kept?.version !== version) return undefined;
  return { view: { state: 'matched', ...page }, text: kept.text, isSaved, settings };
}

async function isKept(id: string): Promise<boolean> {
  const copy = (await browser.storage.local.get(KEPT_PREFIX + id))[KEPT_PREFIX + id] as
    | CopiedAnalysis
    | undefined;
  return copy !== undefined && copy.removedAt === undefined;
}
