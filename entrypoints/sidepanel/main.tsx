import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mount } from '../../components/mount.tsx';
import { type PanelTab, panelTab, TabPanel } from '../../components/tab-panel.tsx';
import { on } from '../../lib/guard.ts';
import { onTabOfPanelChanged } from '../../lib/tab/follow-tab.ts';

/** A panel is one document a window: it follows the active tab itself. */
function SidePanel(): JSX.Element {
  const [shown, setShown] = useState<{ tab: PanelTab | undefined; version: number }>({
    tab: undefined,
    version: 0,
  });
  useEffect(() => {
    let tab: PanelTab | undefined;
    const look = on('follow the active tab', async () => {
      tab = await panelTab(location.search, false);
      setShown(({ version }) => ({ tab, version: version + 1 }));
    });
    look();
    return onTabOfPanelChanged(() => tab?.id, look);
  }, []);
  return <TabPanel tab={shown.tab} version={shown.version} />;
}

mount(<SidePanel />, 'extensionName');
