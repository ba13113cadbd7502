import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { switchSite } from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { Settings } from '../../lib/browser/settings.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';

/**
 * A switch that turns Civic Lens off or on for a site. In private windows, the switch is disabled, because it would
 * write the site to disk. A sentence below the switch says that nothing is kept.
 */
export function SiteSwitch({
  site,
  settings,
  isPrivate,
}: {
  site: string;
  settings: Settings | undefined;
  isPrivate: boolean;
}): JSX.Element | null {
  const { change, failure } = useChange('change a setting');
  const reason = useId();
  if (!settings) return null;
  const off = settings.sitesOff.includes(site);
  const toggle = guardedListener('switch a site', () => change(() => switchSite(site, !off)));
  const disabled = isPrivate ? { disabled: true, 'aria-describedby': reason } : {};
  return (
    <>
      <label class="switch">
        <span>{text('siteSwitch', site)}</span>
        {/* biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox exposes its state itself */}
        <input type="checkbox" role="switch" checked={!off} onChange={toggle} {...disabled} />
      </label>
      {isPrivate && (
        <p id={reason} class="facts-line">
          {text('siteSwitchPrivate')}
        </p>
      )}
      <ChangeFailed failure={failure} />
    </>
  );
}
