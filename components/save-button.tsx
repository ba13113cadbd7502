import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SavedAnalysis } from '../lib/db/database.ts';
import { putBack, removeSaved, saveAnalysis } from '../lib/db/library.ts';
import { text } from '../lib/i18n.ts';
import type { Card } from '../lib/index/card.ts';
import { send } from '../lib/messages.ts';
import { isStorageFull } from '../lib/sync/fetch-file.ts';
import { refreshBadges } from '../lib/tab/refresh-badges.ts';
import { useLiveQuery } from './hooks.ts';
import { Icon } from './icons.tsx';
import { readyValue } from './loading.ts';

/** What came of the last press. */
type Outcome =
  | { readonly state: 'nothing' }
  | { readonly state: 'removed'; readonly saved: SavedAnalysis }
  | { readonly state: 'failed'; readonly full: boolean };

/** Saves an analysis, or takes it out of the library with a way back. */
export function SaveButton({ card, isPrivate }: { card: Card; isPrivate: boolean }): JSX.Element {
  const loading = useLiveQuery('savedAnalysis', card.id);
  const saved = readyValue(loading);
  const [outcome, setOutcome] = useState<Outcome>({ state: 'nothing' });

  const change = async (work: () => Promise<Outcome>): Promise<void> => {
    try {
      setOutcome(await work());
      // The popup may close right after the press, and the background may be killed: one of the two gets it done.
      await Promise.allSettled([refreshBadges(), send({ type: 'libraryChanged' })]);
    } catch (error) {
      if (!isStorageFull(error)) console.error('Civic Lens could not change the library.', error);
      setOutcome({ state: 'failed', full: isStorageFull(error) });
    }
  };
  const save = async (): Promise<Outcome> => {
    await saveAnalysis(card);
    return { state: 'nothing' };
  };
  const remove = async (): Promise<Outcome> => {
    const removed = await removeSaved(card.id);
    return removed ? { state: 'removed', saved: removed } : { state: 'nothing' };
  };
  const undo = async (removed: SavedAnalysis): Promise<Outcome> => {
    await putBack(removed);
    return { state: 'nothing' };
  };

  return (
    <div class="save">
      <button
        type="button"
        class={saved ? 'button is-saved' : 'button is-primary'}
        title={text(saved ? 'savedHint' : 'saveHint')}
        disabled={isPrivate || loading.state === 'loading'}
        aria-describedby={isPrivate ? 'save-private' : undefined}
        onClick={() => void change(saved ? remove : save)}
      >
        <Icon name="bookmark" filled={saved !== undefined} />
        {text(saved ? 'saved' : 'save')}
      </button>
      {isPrivate && (
        <span id="save-private" class="save-note">
          {text('savePrivate')}
        </span>
      )}
      <span role="status" class="save-note">
        {outcome.state === 'removed' && !saved && (
          <>
            {text('removedFromLibrary')}{' '}
            <button type="button" class="link" onClick={() => void change(() => undo(outcome.saved))}>
              {text('undo')}
            </button>
          </>
        )}
        {outcome.state === 'failed' && text(outcome.full ? 'saveFailedFull' : 'saveFailed')}
        {saved && !saved.text && text('savedTextPending')}
      </span>
    </div>
  );
}
