import { urlKey } from '../address/url-keys.ts';
import { reportUnexpected } from '../browser/listener-errors.ts';
import { readSettings } from '../browser/settings.ts';
import { closedReason } from '../db/closed-reason.ts';
import { matchedSite } from '../tab/is-on-publication.ts';
import { viewTab } from '../tab/tab-view.ts';
import {
  answerQuery,
  type BackgroundQueries,
  type LocalQueries,
  type PanelAnswer,
  type PrefetchedAnswer,
} from './queries.ts';

export const viewWithPage: BackgroundQueries['viewTab'] = async (tabId, clicked) => {
  const view = await viewTab(tabId, clicked);
  return 'address' in view ? { ...view, page: urlKey(view.address) } : view;
};

/**
 * Returns everything that popup and panel need for their first view of a tab. With this, a popup needs only one
 * message. It shows its first view complete, and nothing in it moves later.
 *
 * @param clicked see `viewTab`
 * @param newestLimit maximum number of newest analyses to return
 * @throws if the tab is gone
 */
export const panelView: BackgroundQueries['panelView'] = async (tabId, clicked, newestLimit) => {
  // Read the basis before the view. If the database changes in between, the page notices the new basis and asks again.
  const before = Promise.all([known('viewBasis'), closedReason(), readSettings()]);
  const inEveryState = ['indexStatus', 'followed', 'unreadCount', 'newCount', 'newIds'] as const;
  const always = Promise.all(inEveryState.map((name) => known(name)));
  const [basis, closed, settings] = await before;
  const view = await viewWithPage(tabId, clicked);
  const [shown, first] = await Promise.all([shownWith(view, newestLimit), always]);
  const ids = first.find((one) => one?.name === 'newIds')?.value;
  const more = [
    view.state === 'partial' ? known('siteReading', settings.readPages) : undefined,
    view.state === 'matched' && view.matches[0] ? known('ownCopy', view.matches[0].card.id) : undefined,
    view.state !== 'matched' && Array.isArray(ids) && ids.length > 0 ? known('newForYou', ids) : undefined,
  ];
  return {
    view,
    ...shown,
    settings,
    ...(closed ? { closed } : {}),
    basis: String(basis?.value),
    known: [basis, ...first, ...(await Promise.all(more))].filter((one) => one !== undefined),
  };
};

/** Returns what popup and panel show in addition to this view: the text of the analysis, or the newest analyses. */
async function shownWith(
  view: PanelAnswer['view'],
  newestLimit: number,
): Promise<Pick<PanelAnswer, 'text' | 'newest'>> {
  if (view.state === 'matched') {
    const [match] = view.matches;
    const text = match && (await answerQuery('textOnDevice', [match.card]));
    return text ? { text: text as NonNullable<PanelAnswer['text']> } : {};
  }
  if (view.state === 'choose' || view.state === 'uncertain' || view.state === 'no-index') return {};
  const site = matchedSite(view);
  try {
    return {
      newest: (await answerQuery('newestForSite', [newestLimit, site])) as NonNullable<PanelAnswer['newest']>,
    };
  } catch (error) {
    // Popup and panel can be shown without this list, for example while the database is closed.
    reportUnexpected('show a state of the panel', error);
    return {};
  }
}

/** Answers a query. If it fails, returns `undefined`: the page asks again, and then reports the failure. */
async function known<Name extends keyof LocalQueries>(
  name: Name,
  ...args: Parameters<LocalQueries[Name]>
): Promise<PrefetchedAnswer | undefined> {
  try {
    return { name, args, value: await answerQuery(name, args) };
  } catch {
    return undefined;
  }
}
