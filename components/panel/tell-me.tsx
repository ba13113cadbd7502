import type { JSX } from 'preact';
import { stopTelling, tellMeIfOneComes } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { changeFailedText } from '../ui/change-failed.tsx';
import { MoreIcon } from '../ui/more-icons.tsx';
import { useChange } from '../ui/use-change.ts';
import type { StateProps } from './panel-view.ts';

/**
 * A button that remembers the page, to tell the reader if an analysis of it comes, or that forgets it again. Disabled
 * in private windows, where nothing is stored.
 */
export function TellMe({
  view: { remember, waiting },
  panel,
}: StateProps<'none'> | StateProps<'partial'>): JSX.Element | null {
  const { change, failure } = useChange('change the library');
  if (!remember && !panel.isPrivate) return null;
  const toggle = on('tell of an analysis', async () => {
    if (waiting) await change(() => stopTelling(waiting.id));
    else if (remember) await change(() => tellMeIfOneComes(remember));
  });
  return (
    <>
      <p class="state-foot-note" role="status">
        {changeFailedText(failure) || (waiting && text('tellMeDone'))}
      </p>
      {/* One element for both, so that the keyboard focus stays. */}
      <button
        type="button"
        class="button is-quiet"
        disabled={!remember}
        title={waiting ? undefined : text(remember ? 'tellMeHint' : 'savePrivate')}
        onClick={toggle}
      >
        <MoreIcon name="bell" filled={waiting !== undefined} />
        {text(waiting ? 'waitingStop' : 'tellMe')}
      </button>
    </>
  );
}
