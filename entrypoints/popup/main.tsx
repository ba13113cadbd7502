import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type PanelTab, panelTab } from '../../components/panel/panel-tab.ts';
import { TabPanel } from '../../components/panel/tab-panel.tsx';
import { readAppearance } from '../../components/ui/appearance.ts';
import { readyValue } from '../../components/ui/loading.ts';
import { renderPage } from '../../components/ui/render-page.tsx';
import { useAsync } from '../../components/ui/use-async.ts';
import { browser } from '../../lib/browser/browser.ts';
import { guardedListener, startTask } from '../../lib/browser/listener-errors.ts';
import { onPageDone } from '../../lib/tab/on-page-loaded.ts';
import { hasSidePanel, openSidePanel } from '../../lib/tab/side-panel.ts';

function Popup({ tab }: { tab: PanelTab | undefined }): JSX.Element {
  // Browsers open the side panel only if the click handler asks for it before its first `await`
  // (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/User_actions). So read the window id before the
  // reader clicks.
  const windowId = readyValue(useAsync(async () => (await browser.windows.getCurrent()).id, []));
  const openPanel = guardedListener('open the side panel', async () => {
    if (windowId === undefined) return;
    await openSidePanel(windowId);
    close();
  });
  const [version, setVersion] = useState(0);
  // A view from a page that is still loading may be incomplete, so read it again after loading.
  useEffect(() => tab && onPageDone(tab.id, () => setVersion((last) => last + 1)), [tab?.id]);
  return <TabPanel tab={tab} version={version} openPanel={hasSidePanel() ? openPanel : undefined} />;
}

startTask('open the popup', async () => {
  document.documentElement.classList.toggle('is-tab', location.search !== '');
  const [tab, appearance] = await Promise.all([panelTab(location.search, true), readAppearance()]);
  renderPage(<Popup tab={tab} />, 'extensionName', appearance);
});
