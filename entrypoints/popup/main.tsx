import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAsync } from '../../components/hooks.ts';
import { readyValue } from '../../components/loading.ts';
import { mount } from '../../components/mount.tsx';
import { panelTab, TabPanel } from '../../components/tab-panel.tsx';
import { browser } from '../../lib/browser.ts';
import { db } from '../../lib/db/database.ts';
import { on } from '../../lib/guard.ts';
import { asksBackground } from '../../lib/queries.ts';
import { onPageDone } from '../../lib/tab/follow-tab.ts';
import { hasSidePanel, openSidePanel } from '../../lib/tab/side-panel.ts';

/** Asked before anything is drawn: what takes longest begins first. */
const asked = panelTab(location.search, true);
// Whoever reads it first meets its error, if there is one.
if (!asksBackground()) db.open().catch(() => undefined);

function Popup(): JSX.Element {
  const tab = readyValue(useAsync(() => asked, []));
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

document.documentElement.classList.toggle('is-tab', location.search !== '');
mount(<Popup />, 'extensionName');
