import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Notice } from './panel-notices.tsx';
import type { StateProps } from './panel-view.ts';
import { SiteSwitch } from './site-switch.tsx';

/** The reader has switched Civic Lens off for this site. */
export function OffState({ view: { site }, panel }: StateProps<'off'>): JSX.Element {
  return (
    <Notice
      title={text('offTitle')}
      below={<SiteSwitch site={site} settings={panel.settings} isPrivate={panel.isPrivate} />}
    >
      {text('offText', site)}
    </Notice>
  );
}
