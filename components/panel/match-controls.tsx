import type { JSX } from 'preact';
import type { Settings } from '../../lib/browser/settings.ts';
import type { GivenAnswer } from '../../lib/tab/page-in-view.ts';
import { SiteSwitch } from './site-switch.tsx';
import { WithdrawAnswers } from './story-answer.tsx';

interface Props {
  /** The reader's *Same story* answers about the open analysis. */
  readonly saidSame: readonly GivenAnswer[];
  /** The site of the page, for the switch. See `matchedSite`. */
  readonly site: string | undefined;
  readonly settings: Settings | undefined;
  readonly isPrivate: boolean;
}

/** The controls below the reason for a match. They withdraw answers, and switch Civic Lens off for the site. */
export function MatchControls({ saidSame, site, settings, isPrivate }: Props): JSX.Element {
  return (
    <>
      {saidSame.length > 0 && <WithdrawAnswers answers={saidSame} />}
      {site !== undefined && <SiteSwitch site={site} settings={settings} isPrivate={isPrivate} />}
    </>
  );
}
