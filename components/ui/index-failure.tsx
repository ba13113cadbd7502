import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { askForPublication } from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { failureText } from './failure-text.ts';
import { readyValue } from './loading.ts';
import { NextCheck } from './next-index-check.tsx';
import { useIndexCheck } from './use-index-check.ts';
import { useLiveQuery } from './use-live-query.ts';

/**
 * Tells the reader why the last check of the index failed and when the next check is due, with a button that checks
 * now. If the last check succeeded, shows only the result of a check that the reader has started here or, with
 * `always`, only the button.
 *
 * @param always whether to show the button even if no check has failed
 * @param titled whether to draw a notice with a title, to separate it from other content of the page
 * @param grants whether to offer a button that requests a missing permission for the publication. `AccessNotice` has
 *   this button too, so a page that draws both components sets `false`
 */
export function IndexFailure({
  always = false,
  titled = false,
  grants = true,
}: {
  always?: boolean;
  titled?: boolean;
  grants?: boolean;
}): JSX.Element | null {
  const status = readyValue(useLiveQuery('indexStatus'));
  const { check, isChecking, own } = useIndexCheck(status?.sync.runningSince);
  const failure = status?.sync.failure;
  const result = useRef<HTMLParagraphElement>(null);
  const isOver = own === 'over' && status !== undefined && !failure && !always;
  useLayoutEffect(() => {
    // The pressed button has disappeared, so move the keyboard focus to the result.
    if (isOver) result.current?.focus();
  }, [isOver]);
  if (!status || (!failure && !always && own === 'none')) return null;
  return (
    <div class={titled ? 'index-failure notice' : 'index-failure'}>
      {titled && failure && <h2>{text('indexFailureTitle')}</h2>}
      <div role="status">
        {failure && (
          <>
            <p class="muted">{text('noIndexFailed', failureText(failure))}</p>
            {!isChecking && <NextCheck sync={status.sync} />}
          </>
        )}
        {isOver && (
          <p ref={result} tabIndex={-1}>
            {text('indexUpdated')}
          </p>
        )}
      </div>
      {grants && failure?.reason === 'no-permission' && (
        <button type="button" class="button" onClick={guardedListener('ask for access', askForPublication)}>
          {text('accessGrant')}
        </button>
      )}
      {!isOver && (
        // `aria-disabled` instead of `disabled`, because a disabled button would lose the keyboard focus.
        <button
          type="button"
          class={always ? 'button is-primary' : 'button'}
          aria-disabled={isChecking}
          onClick={check}
        >
          {text(isChecking ? 'checking' : 'checkNow')}
        </button>
      )}
    </div>
  );
}
