import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mount } from '../../components/mount.tsx';
import { type PanelTab, panelTab, TabPanel } from '../../components/tab-panel.tsx';
import { on, start } from '../../lib/guard.ts';
import { onTabOfPanelChanged } from '../../lib/tab/follow-tab.ts';

/** A panel is one document a window: it follows the active tab itself. */
function SidePanel(): JSX.Element {
  const [shown, setShown] = useState<{ tab: PanelTab | undefined; version: number }>({
    tab: undefined,
    version: 0,
  });
  useEffect(() => {
    const look = on('follow the active tab', async () => {
      const tab = await panelTab(location.search, false);
      setShown(({ version }) => ({ tab, version: version + 1 }));
    });
    start('follow the active tab', look);
    return onTabOfPanelChanged(look);
  }, []);
  return <TabPanel tab={shown.tab} version={shown.version} />;
}

mount(<SidePanel />, 'extensionName');
