import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LazyOtherText } from '../../components/corrections/lazy-other-text.tsx';
import { OtherTextView } from '../../components/corrections/other-text-view.ts';
import { RequestedAnalysis } from '../../components/panel/open-to-read-aloud.ts';
import { type PanelTab, panelTab } from '../../components/panel/panel-tab.ts';
import { TabPanel } from '../../components/panel/tab-panel.tsx';
import { ownWordsParts } from '../../components/reading/lazy-own-words.tsx';
import { OwnWordsContext } from '../../components/reading/own-words-context.ts';
import { readAppearance } from '../../components/ui/appearance.ts';
import { renderPage } from '../../components/ui/render-page.tsx';
import { guardedListener, startTask } from '../../lib/browser/listener-errors.ts';
import { onTabOfPanelChanged } from '../../lib/tab/panel-tab-events.ts';

/** The browser opens one side panel document per window, not per tab. So the panel itself follows the active tab. */
function SidePanel({ tab: opened }: { tab: PanelTab | undefined }): JSX.Element {
  const [shown, setShown] = useState({ tab: opened, version: 0 });
  useEffect(() => {
    let tab = opened;
    const look = guardedListener('follow the active tab', async () => {
      tab = await panelTab(location.search, false);
      setShown(({ version }) => ({ tab, version: version + 1 }));
    });
    const stop = onTabOfPanelChanged(() => tab?.id, look);
    // The active tab may have changed before the listeners were added.
    look();
    return stop;
  }, []);
  return (
    <OwnWordsContext.Provider value={ownWordsParts}>
      <OtherTextView.Provider value={LazyOtherText}>
        <TabPanel tab={shown.tab} version={shown.version} Requested={RequestedAnalysis} />
      </OtherTextView.Provider>
    </OwnWordsContext.Provider>
  );
}

startTask('open the panel', async () => {
  const [tab, appearance] = await Promise.all([panelTab(location.search, false), readAppearance()]);
  renderPage(<SidePanel tab={tab} />, 'extensionName', appearance);
});
