import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type PanelTab, panelTab } from '../../components/panel/panel-tab.ts';
import { TabPanel } from '../../components/panel/tab-panel.tsx';
import { mount } from '../../components/ui/render-page.tsx';
import { on, start } from '../../lib/browser/guard.ts';
import { onTabOfPanelChanged } from '../../lib/tab/panel-tab-events.ts';

/** A panel is one document a window: it follows the active tab itself. */
function SidePanel({ tab: opened }: { tab: PanelTab | undefined }): JSX.Element {
  const [shown, setShown] = useState({ tab: opened, version: 0 });
  useEffect(() => {
    let tab = opened;
    const look = on('follow the active tab', async () => {
      tab = await panelTab(location.search, false);
      setShown(({ version }) => ({ tab, version: version + 1 }));
    });
    const stop = onTabOfPanelChanged(() => tab?.id, look);
    // It may have changed before anybody listened.
    look();
    return stop;
  }, []);
  return <TabPanel tab={shown.tab} version={shown.version} />;
}

start('open the panel', async () => {
  mount(<SidePanel tab={await panelTab(location.search, false)} />, 'extensionName');
});
