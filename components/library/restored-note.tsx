import type { JSX } from 'preact';
import { dismissRestored } from '../../lib/app/actions.ts';
import { count, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { readyValue } from '../ui/loading.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/**
 * Lists what the extension restored from the second copy after the browser lost the database. The note stays until the
 * reader dismisses it.
 */
export function RestoredNote({ isPrivate }: { isPrivate: boolean }): JSX.Element | null {
  const restored = readyValue(useLiveQuery('restoredFact'));
  const { change, failure } = useChange('change the library');
  if (!restored || isPrivate) return null;
  const { headlines, followed, waiting = 0, answers = 0 } = restored;
  return (
    <section class="notice" role="status">
      <h2>{text('restoredTitle')}</h2>
      <p>{text('restoredText')}</p>
      <p>{count('restoredSaved', headlines.length)}</p>
      <ul>
        {headlines.map((headline) => (
          <li key={headline}>{headline}</li>
        ))}
      </ul>
      {followed.length > 0 && (
        <>
          <p>{count('restoredFollowed', followed.length)}</p>
          <ul>
            {followed.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
      {waiting > 0 && <p>{count('restoredWaiting', waiting)}</p>}
      {answers > 0 && <p>{count('restoredAnswers', answers)}</p>}
      <button
        type="button"
        class="button"
        onClick={on('dismiss the list of restored records', () => change(dismissRestored))}
      >
        {text('understood')}
      </button>
      <ChangeFailed failure={failure} />
    </section>
  );
}
