import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { askForNotifications, setNotifications, setQuietHours } from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { mayNotify } from '../../lib/browser/permissions.ts';
import { isTimeOfDay, type QuietHours } from '../../lib/browser/quiet-hours.ts';
import { ChangeFailed, ChangeFailedWords } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { usePermission } from '../ui/use-permission.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useInitialFacts } from './initial-facts.ts';

/**
 * The switch for notifications about new analyses, and the quiet hours. When the reader turns the switch on, the
 * browser asks for the permission.
 */
export function Notifications(): JSX.Element {
  const known = useInitialFacts();
  const { notify, quietHours } = useSettings(known.settings);
  const allowed = usePermission(mayNotify, known.notifications);
  const [refused, setRefused] = useState(false);
  const { change, failure } = useChange('change a setting');
  const switchTo = guardedListener('switch notifications', async (wanted: boolean) => {
    // Request the permission before the first `await`: browsers show the request only in the handler of a user action.
    // See https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/User_actions
    const granted = !wanted || (await askForNotifications());
    setRefused(!granted);
    await change(() => setNotifications(wanted && granted));
  });
  return (
    <section>
      <h2>{text('notifyTitle')}</h2>
      <p>{text('notifyWhy')}</p>
      <label class="switch">
        <span>{text('notifySwitch')}</span>
        {/* biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox exposes its state itself */}
        <input type="checkbox" role="switch" checked={notify} onChange={() => switchTo(!notify)} />
      </label>
      <p role="status">{refused ? text('notifyRefused') : <ChangeFailedWords failure={failure} />}</p>
      {notify && !allowed && (
        <div class="notice" role="alert">
          <p>{text('notifyLost')}</p>
          <button
            type="button"
            class="button is-primary"
            onClick={guardedListener('ask for notifications', askForNotifications)}
          >
            {text('notifyGrant')}
          </button>
        </div>
      )}
      {notify && <Quiet hours={quietHours} />}
    </section>
  );
}

function Quiet({ hours }: { hours: QuietHours }): JSX.Element {
  const { change, failure } = useChange('change a setting');
  const setHours = guardedListener('change quiet hours', async (part: 'from' | 'to', value: string) => {
    // While the reader is typing, the value may be incomplete.
    if (isTimeOfDay(value)) await change(() => setQuietHours({ ...hours, [part]: value }));
  });
  return (
    <fieldset class="choices quiet-hours">
      <legend>{text('quietTitle')}</legend>
      {(['from', 'to'] as const).map((part) => (
        <label key={part}>
          {text(part === 'from' ? 'quietFrom' : 'quietTo')}
          <input
            type="time"
            value={hours[part]}
            onChange={(event) => setHours(part, event.currentTarget.value)}
          />
        </label>
      ))}
      <p class="muted">{text('quietWhy')}</p>
      <ChangeFailed failure={failure} />
    </fieldset>
  );
}
