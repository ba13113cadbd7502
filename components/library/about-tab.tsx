import type { JSX } from 'preact';
import { query } from '../../lib/app/ask.ts';
import { browser, isTabGone } from '../../lib/browser/browser.ts';
import { count, moment, text } from '../../lib/browser/interface-texts.ts';
import { tabAskedAbout } from '../../lib/tab/about-tab.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';
import type { TabView } from '../../lib/tab/tab-view.ts';
import { missingText } from '../reading/missing-text.ts';
import { useAsync } from '../ui/hooks.ts';
import { readyValue } from '../ui/loading.ts';
import { RowList } from '../ui/row-list.tsx';

/**
 * Why a keyboard command did nothing on a page, and what there is to choose from. Browsers that open the popup only
 * on a user gesture show this page instead.
 */
export function AboutTab({ hash }: { hash: string }): JSX.Element | null {
  const tabId = tabAskedAbout(hash);
  const about = readyValue(useAsync(() => lookAt(tabId), [tabId]));
  if (!about) return null;
  const { view, isPrivate } = about;
  const offered = offeredIn(view);
  return (
    <section class="notice" role="status">
      <h2>{text('aboutTabTitle')}</h2>
      <p>{explanation(view)}</p>
      {isPrivate && <p>{text('savePrivate')}</p>}
      {'related' in view && offered.length > 0 && <h3>{text('relatedTitle')}</h3>}
      <RowList cards={offered.map(({ card }) => card)} />
    </section>
  );
}

/** The tab that the page's address names, as the command found it; `undefined` where it is gone. */
async function lookAt(
  tabId: number | undefined,
): Promise<{ readonly view: TabView; readonly isPrivate: boolean } | undefined> {
  if (tabId === undefined) return undefined;
  try {
    const { incognito } = await browser.tabs.get(tabId);
    // The keys of the command gave access to the page, as a click would.
    return { view: await query('viewTab', tabId, true), isPrivate: incognito };
  } catch (error) {
    if (!isTabGone(error)) throw error;
    return undefined;
  }
}

function offeredIn(view: TabView): readonly ShownMatch[] {
  return 'matches' in view ? view.matches : 'related' in view ? view.related : [];
}

/** What Civic Lens found out about the page, in the popup's words. */
function explanation(view: TabView): string {
  switch (view.state) {
    case 'matched':
    case 'choose':
      return count('chooseTitle', view.matches.length);
    case 'uncertain':
      return text('uncertainTitle');
    case 'none':
    case 'partial':
      return missingText(view);
    case 'not-article':
      return view.onPublication ? text('publicationPageText', view.site) : text('notArticleText');
    case 'no-index':
      return text('noIndexText');
    case 'stale':
      return text('staleText', moment(view.since));
    case 'off':
      return text('offText', view.site);
    case 'not-checked':
      return text('notCheckedText');
    case 'unreadable':
      return text('unreadableText');
  }
}
