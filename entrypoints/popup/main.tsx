import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAsync } from '../../components/hooks.ts';
import { readyValue } from '../../components/loading.ts';
import { mount } from '../../components/mount.tsx';
import { type PanelTab, panelTab } from '../../components/panel-tab.ts';
import { TabPanel } from '../../components/tab-panel.tsx';
import { asksBackground, pageDatabase } from '../../lib/ask.ts';
import { browser } from '../../lib/browser.ts';
import { on, start } from '../../lib/guard.ts';
import { onPageDone } from '../../lib/tab/follow-tab.ts';
import { hasSidePanel, openSidePanel } from '../../lib/tab/side-panel.ts';

function Popup({ tab }: { tab: PanelTab | undefined }): JSX.Element {
  // Known before the click: after an await the click would no longer count.
  const windowId = readyValue(useAsync(async () => (await browser.windows.getCurrent()).id, []));
  const openPanel = on('open the side panel', async () => {
    if (windowId === undefined) return;
    await openSidePanel(windowId);
    close();
  });
  const [version, setVersion] = useState(0);
  // What was read while the page was loading is read again when it is done.
  useEffect(() => tab && onPageDone(tab.id, () => setVersion((last) => last + 1)), [tab?.id]);
  return <TabPanel tab={tab} version={version} openPanel={hasSidePanel() ? openPanel : undefined} />;
}

start('open the popup', async () => {
  document.documentElement.classList.toggle('is-tab', location.search !== '');
  const tab = await panelTab(location.search, true);
  // What takes longest begins first, unless there is something to paint without it.
  if (!tab?.first && !asksBackground()) start('load the database', pageDatabase);
  mount(<Popup tab={tab} />, 'extensionName');
});
