import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { countClickLookup } from '../../lib/app/setting-actions.ts';
import { start } from '../../lib/browser/listener-errors.ts';
import type { Settings } from '../../lib/browser/settings.ts';
import type { TabView } from '../../lib/tab/tab-view.ts';
import type { PanelTab } from './panel-tab.ts';

type Offer = typeof import('./light-up-offer.tsx').LightUpOffer;

interface Props {
  readonly tab: PanelTab;
  readonly state: TabView['state'];
  readonly settings: Settings | undefined;
}

/**
 * Reminds a reader who has chosen no mode that the button can light up by itself: once, at the third look-up by click.
 * In a private window nothing is counted.
 */
export function LightUpHint({ tab, state, settings }: Props): JSX.Element {
  const [reminder, setReminder] = useState<{ readonly Offer: Offer }>();
  const isLookup = tab.clicked && !tab.isPrivate && state !== 'unreadable';
  const counts = isLookup && settings !== undefined && settings.mode === undefined;
  useEffect(() => {
    if (!counts) return;
    start('count a look-up by click', async () => {
      const { isReminderDue } = await countClickLookup();
      if (!isReminderDue) return;
      const { LightUpOffer: Offer } = await import('./light-up-offer.tsx');
      setReminder({ Offer });
    });
  }, [counts]);
  // The live region exists before the reminder, so that screen readers read the reminder out.
  return <div role="status">{reminder && <reminder.Offer close={() => setReminder(undefined)} />}</div>;
}
