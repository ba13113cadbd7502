import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { countClickLookup } from '../../lib/app/setting-actions.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { TabView } from '../../lib/tab/tab-view.ts';
import type { PanelTab } from './panel-tab.ts';

type Offer = typeof import('./automatic-mode-offer.tsx').LightUpOffer;

interface Props {
  readonly tab: PanelTab;
  readonly state: TabView['state'];
}

/**
 * Reminds the reader once, at the third look-up by click, that the button can light up by itself. The panel draws this
 * component only if the reader had not chosen a mode when the panel opened. Look-ups in private windows, and on pages
 * that the extension cannot read, are not counted.
 */
export function LightUpHint({ tab, state }: Props): JSX.Element {
  const [reminder, setReminder] = useState<{ readonly Offer: Offer }>();
  const counts = tab.clicked && !tab.isPrivate && state !== 'unreadable';
  useEffect(() => {
    if (!counts) return;
    startTask('count a look-up by click', async () => {
      const { isReminderDue } = await countClickLookup();
      if (!isReminderDue) return;
      const { LightUpOffer: Offer } = await import('./automatic-mode-offer.tsx');
      setReminder({ Offer });
    });
  }, [counts]);
  // The live region exists before its content: screen readers announce only content that is added to an existing
  // region.
  return <div role="status">{reminder && <reminder.Offer close={() => setReminder(undefined)} />}</div>;
}
