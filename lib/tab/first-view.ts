import { foldHost } from '../address/hosts.ts';
import { isOneOrigin } from '../address/twin-host.ts';
import type { AnalysisText } from '../analysis/analysis.ts';
import { browser } from '../browser/browser.ts';
import { PUBLICATION } from '../browser/publication.ts';
import { readSettings, type Settings } from '../browser/settings.ts';
import { markedGeneration } from '../db/index-mark.ts';
import { isCurrent } from '../index/version.ts';
import { KEPT } from '../library/kept-key.ts';
import type { KeptAnalysis } from '../library/second-copy-records.ts';
import { fetchedText } from '../sync/fetched-texts.ts';
import { readTabRecord } from './tab-record.ts';
import type { TabView } from './tab-view.ts';

/** What popup and panel show at once, before the database is opened. */
export interface FirstView {
  readonly view: Extract<TabView, { readonly state: 'matched' | 'choose' | 'uncertain' }> & {
    readonly page: string;
  };
  /** Of the one analysis that matches. */
  readonly text: AnalysisText | undefined;
  /** Whether that one is in the library, as the second copy has it. */
  readonly isSaved: boolean;
  readonly settings: Settings;
}

/** A tab as the browser tells of it. */
interface ShownTab {
  readonly id: number;
  readonly isPrivate: boolean;
  readonly url?: string | undefined;
}

/**
 * What the background found out about the page that a tab shows, if that is certainly still true: the tab shows the
 * same address, the index is the same, and the text is of the same version. Of pages without an analysis nothing is
 * said here, since that depends on the time of the last check too.
 */
export async function firstView({ id, isPrivate, url }: ShownTab): Promise<FirstView | undefined> {
  if (isPrivate || url === undefined) return undefined;
  const [record, generation, settings] = await Promise.all([
    readTabRecord(id),
    markedGeneration(),
    readSettings(),
  ]);
  if (record?.address !== url || record.generation !== generation) return undefined;
  const { shown, sure } = record;
  const [first] = shown?.matches ?? [];
  const site = foldHost(new URL(url).hostname);
  if (!shown || !first || settings.sitesOff.includes(site) || isOneOrigin(new URL(url), PUBLICATION))
    return undefined;
  const page = { ...shown, site, address: url };
  if (sure.length !== 1)
    return {
      view: { state: sure.length > 1 ? 'choose' : 'uncertain', ...page },
      text: undefined,
      isSaved: false,
      settings,
    };
  const [kept, isSaved] = await Promise.all([fetchedText(first.card.id), isKept(first.card.id)]);
  // Header and text are painted in one frame, or both wait for the database.
  if (!kept || !isCurrent(kept.version, first.card)) return undefined;
  return { view: { state: 'matched', ...page }, text: kept.text, isSaved, settings };
}

async function isKept(id: string): Promise<boolean> {
  const copy = (await browser.storage.local.get(KEPT + id))[KEPT + id] as KeptAnalysis | undefined;
  return copy !== undefined && copy.removedAt === undefined;
}
