import type { JSX } from 'preact';
import type { Settings } from '../../lib/browser/settings.ts';
import type { GivenAnswer } from '../../lib/tab/page-in-view.ts';
import { SiteSwitch } from './site-switch.tsx';
import { WithdrawAnswers } from './story-answer.tsx';

interface Props {
  /** The reader's answers *Same story* about the open analysis. */
  readonly saidSame: readonly GivenAnswer[];
  /** The site that can be switched off; `undefined` where nothing is matched anyway. */
  readonly site: string | undefined;
  readonly settings: Settings | undefined;
  readonly isPrivate: boolean;
}

/** What the reader can do about a match, below its reason: take an answer back, and switch the site off. */
export function MatchControls({ saidSame, site, settings, isPrivate }: Props): JSX.Element {
  return (
    <>
      {saidSame.length > 0 && <WithdrawAnswers answers={saidSame} />}
      {site !== undefined && <SiteSwitch site={site} settings={settings} isPrivate={isPrivate} />}
    </>
  );
}
