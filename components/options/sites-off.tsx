import type { JSX } from 'preact';
import { switchSite } from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useInitialFacts } from './initial-facts.ts';

/** Lists the sites on which the reader has switched Civic Lens off. Each has a button that switches it on again. */
export function SitesOff(): JSX.Element {
  const sites = useSettings(useInitialFacts().settings).sitesOff;
  const { change, failure } = useChange('change a setting');
  return (
    <section>
      <h2>{text('sitesOffTitle')}</h2>
      {sites.length === 0 && <p class="muted">{text('sitesOffNone')}</p>}
      <ul class="sites">
        {sites.map((site) => (
          <li key={site}>
            <span>{site}</span>
            <button
              type="button"
              class="button"
              onClick={guardedListener('switch a site on', () => change(() => switchSite(site, false)))}
            >
              {text('siteBackOn', site)}
            </button>
          </li>
        ))}
      </ul>
      <ChangeFailed failure={failure} />
    </section>
  );
}
