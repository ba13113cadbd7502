import type { JSX } from 'preact';
import { addWaitingPage, removeWaitingPage } from '../../lib/app/remembered-page-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { ChangeFailedWords } from '../ui/change-failed.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { useChange } from '../ui/use-change.ts';
import type { StateProps } from './panel-view.ts';

/** Element id of the sentence that says what is stored. */
const HINT = 'tell-me-hint';

/**
 * A button that stores the page, so that the extension can tell the reader when an analysis of it arrives. A second
 * press deletes what was stored. A hint says what is stored. The button is disabled in private windows, where nothing
 * is stored; a sentence above it says so. There is no button for a page that the extension cannot recognise later.
 */
export function TellMe({
  view: { remember, waiting },
  panel,
}: StateProps<'none'> | StateProps<'partial'>): JSX.Element | null {
  const { change, failure } = useChange('change the library');
  if (!remember && !panel.isPrivate) return null;
  const toggle = guardedListener('change "Tell me if one comes"', async () => {
    if (waiting) await change(() => removeWaitingPage(waiting.id));
    else if (remember) await change(() => addWaitingPage(remember));
  });
  const hint = text(remember ? 'tellMeHint' : 'tellMePrivate');
  return (
    <>
      <p class="state-foot-note" role="status">
        {failure ? <ChangeFailedWords failure={failure} /> : waiting && text('tellMeDone')}
      </p>
      {!waiting && (
        // The foot has room for one row, so an enabled button shows the hint only as a tooltip. After the press, a
        // sentence says what is kept.
        <p id={HINT} class={remember ? 'unseen' : 'state-foot-note'}>
          {hint}
        </p>
      )}
      {/* Before and after a press this is the same element, so that it keeps the keyboard focus. */}
      <button
        type="button"
        class="button is-quiet"
        disabled={!remember}
        title={waiting ? undefined : hint}
        aria-describedby={waiting ? undefined : HINT}
        onClick={toggle}
      >
        <MoreIcon name="bell" filled={waiting !== undefined} />
        {text(waiting ? 'waitingStop' : 'tellMe')}
      </button>
    </>
  );
}
