import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { askForAllSites, changeMode } from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { AccessNotice } from '../ui/access-notice.tsx';
import { ChangeFailedWords } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { AnalysisLists } from './analysis-lists.tsx';
import type { StateProps } from './panel-view.ts';
import { StateFrame } from './state-frame.tsx';

/** Drawn in the mode *on click*, if the reader has not clicked the button on this page. */
export function NotCheckedState({ view, panel }: StateProps<'not-checked'>): JSX.Element {
  return (
    <StateFrame
      title={text('notCheckedTitle')}
      say={
        <>
          <p>{text('notCheckedText')}</p>
          <p>{text('notCheckedHow')}</p>
          <GoAutomatic />
          <AccessNotice />
        </>
      }
      panel={panel}
    >
      <AnalysisLists newest={view.newest} panel={panel} />
    </StateFrame>
  );
}

/** A button that requests access to all sites and then switches automatic mode on. */
function GoAutomatic(): JSX.Element {
  const { change, failure } = useChange('change a setting');
  const [isRefused, setRefused] = useState(false);
  const goAutomatic = guardedListener('ask for all sites', async () => {
    // The background also changes the mode after a grant, because some browsers close the popup when they show the
    // request.
    const isGranted = await askForAllSites();
    setRefused(!isGranted);
    if (isGranted) await change(() => changeMode('automatic'));
  });
  return (
    <>
      <button type="button" class="button" onClick={goAutomatic}>
        {text('goAutomatic')}
      </button>
      <p role="status">{isRefused ? text('modeRefused') : <ChangeFailedWords failure={failure} />}</p>
    </>
  );
}
