import type { JSX } from 'preact';
import { query } from '../../lib/app/send-query.ts';
import { browser, isTabGoneError } from '../../lib/browser/browser.ts';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { formatMoment } from '../../lib/browser/time-texts.ts';
import { tabToExplain } from '../../lib/tab/command-explanation-address.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';
import type { TabView } from '../../lib/tab/tab-view.ts';
import { missingText } from '../reading/no-analysis-text.ts';
import { AnalysisList } from '../ui/analysis-list.tsx';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';

/**
 * Explains why a keyboard command did nothing on a page, and lists the analyses that the reader can choose from. The
 * command opens the library with this explanation if the browser does not let it open the popup.
 *
 * @param hash hash of the library's address; it holds the id of the tab
 */
export function CommandExplanation({ hash }: { hash: string }): JSX.Element | null {
  const tabId = tabToExplain(hash);
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
      <AnalysisList
        cards={offered.map(({ card }) => card)}
        lens={({ id }) => offered.find(({ card }) => card.id === id)?.lens}
        language={offered[0]?.publication.language}
      />
    </section>
  );
}

/**
 * Queries the view of a tab.
 *
 * @returns `undefined` without a tab id, or if the tab is gone
 */
async function lookAt(
  tabId: number | undefined,
): Promise<{ readonly view: TabView; readonly isPrivate: boolean } | undefined> {
  if (tabId === undefined) return undefined;
  try {
    const { incognito } = await browser.tabs.get(tabId);
    // `true`: like a click on the toolbar button, the keyboard command gave the extension access to the page
    // (https://developer.chrome.com/docs/extensions/develop/concepts/activeTab).
    return { view: await query('viewTab', tabId, true), isPrivate: incognito };
  } catch (error) {
    if (!isTabGoneError(error)) throw error;
    return undefined;
  }
}

function offeredIn(view: TabView): readonly ShownMatch[] {
  return 'matches' in view ? view.matches : 'related' in view ? view.related : [];
}

/**
 * Returns the sentence that the popup shows for a view. For `matched` and `choose`, the popup shows the analyses
 * instead, so this sentence gives their number.
 */
function explanation(view: TabView): string {
  switch (view.state) {
    case 'matched':
    case 'choose':
      return countedText('chooseTitle', view.matches.length);
    case 'uncertain':
      return text('uncertainTitle');
    case 'none':
    case 'partial':
      return missingText(view);
    case 'not-article':
      return view.onPublication ? text('publicationPageText', view.site) : text('notArticleText');
    case 'no-index':
      return text(view.closed ? 'closedIndexTitle' : 'noIndexText');
    case 'stale':
      return view.since === undefined
        ? text('staleUndatedText')
        : text('staleText', formatMoment(view.since));
    case 'off':
      return text('offText', view.site);
    case 'not-checked':
      return text('notCheckedText');
    case 'unreadable':
      return text('unreadableText');
  }
}
