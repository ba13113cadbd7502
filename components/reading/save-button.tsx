import type { JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { removeSaved, restoreRemoved, saveAnalysis } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';
import type { ActionResult } from '../ui/action-result.ts';
import { Icon } from '../ui/icons.tsx';
import { readyValue } from '../ui/loading.ts';
import { MenuButton } from '../ui/menu.tsx';
import type { MenuItem } from '../ui/menu-items.tsx';
import { Toast } from '../ui/toast.tsx';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { NotSavedReason } from './not-saved-reason.ts';
import type * as StateItems from './reading-state-menu-items.ts';

/**
 * How long after a removal a newly opened page still offers Undo (ms). Later, the reader can still restore the analysis
 * in the library.
 */
const UNDO_OFFERED_FOR_MS = 10 * 60_000;

interface Props {
  readonly analysis: Pick<ShownMatch, 'card' | 'lens' | 'publication'>;
  readonly isPrivate: boolean;
  /** Whether the button shows "Saved" until the database has answered. */
  readonly isExpectedSaved?: boolean | undefined;
  /** Archives the analysis; absent if the button does that itself. */
  readonly archive?: (() => void) | undefined;
  /** More items for the menu of a saved analysis. */
  readonly menuItems?: readonly MenuItem[] | undefined;
}

/**
 * A button that saves an analysis. For a saved analysis, the button opens a menu that changes the reading state or
 * removes the analysis. After a removal, a toast offers Undo.
 */
export function SaveButton({
  analysis,
  isPrivate,
  isExpectedSaved = false,
  archive,
  menuItems = [],
}: Props): JSX.Element {
  const { card } = analysis;
  const loading = useLiveQuery('ownCopy', card.id);
  const own = readyValue(loading);
  const saved = own?.isRemoved ? undefined : own?.saved;
  const { change, failure } = useChange('change the library');
  const [isJustSaved, setJustSaved] = useState(false);
  const [changed, setChanged] = useState<ActionResult>();
  const more = useStateItems(saved !== undefined);
  const root = useRef<HTMLDivElement>(null);
  const notSaved = useContext(NotSavedReason);
  // Another button replaces the pressed one, so move the keyboard focus to the new button.
  const pressed = useRef(false);
  useLayoutEffect(() => {
    if (pressed.current) root.current?.querySelector('button')?.focus();
    pressed.current = false;
  }, [saved !== undefined]);
  const press = (work: () => Promise<unknown>): void => {
    pressed.current = true;
    setChanged(undefined);
    startTask('change the library', async () => setJustSaved(await change(work)));
  };
  const tellChanged = (result: ActionResult | undefined): void => {
    setJustSaved(false);
    setChanged(result);
  };
  const save = (): void => press(() => saveAnalysis(card, analysis));
  // The reader can press the button before the database has answered. Remember the press, and save after the answer.
  const [isWanted, wantSaved] = useState(false);
  useEffect(() => {
    if (!isWanted || loading.state === 'loading') return;
    wantSaved(false);
    if (!saved) save();
  }, [isWanted, loading.state]);
  // Offer Undo if the reader has removed the analysis while this page showed it, or shortly before. Without this time
  // limit, a toast would cover the text each time that the reader opens an analysis that was removed days ago.
  const undoable = useRef<string>(undefined);
  const removedAt = own?.isRemoved ? own.removedAt : undefined;
  if (saved || Math.abs(Date.now() - (removedAt ?? 0)) <= UNDO_OFFERED_FOR_MS) undoable.current = card.id;
  const isRemoved = removedAt !== undefined && !isPrivate && undoable.current === card.id;
  const isPending = saved?.textState === 'pending';
  const result = useMemo((): ActionResult | undefined => {
    if (failure)
      return { words: text(failure.why === 'full' ? 'saveFailedFull' : 'saveFailed'), isFailure: true };
    if (isRemoved)
      return { words: text('removedFromLibrary'), undo: () => press(() => restoreRemoved(card.id)) };
    if (!saved) return undefined;
    if (changed) return changed;
    // Confirm only a save with this button. A confirmation whenever a saved analysis is opened would replace a toast
    // that offers Undo.
    if (!isJustSaved) return undefined;
    return { words: text(isPending ? 'savedTextPending' : 'savedNow') };
  }, [card.id, failure, isRemoved, saved !== undefined, changed, isJustSaved, isPending]);

  const isSaved = loading.state === 'loading' ? isExpectedSaved : saved !== undefined;
  const isLoading = loading.state === 'loading';
  const describedBy = isPrivate ? 'save-private' : undefined;
  const label = (
    <>
      <Icon name="bookmark" filled={isSaved} />
      {text(isSaved ? 'saved' : 'save')}
    </>
  );
  return (
    <div class="save" ref={root}>
      {isSaved ? (
        <MenuButton
          key="saved"
          class="button is-saved"
          title={text('savedHint')}
          disabled={isPrivate}
          busy={isLoading}
          describedBy={describedBy}
          button={label}
          items={[
            ...(saved && more ? more.readingStateItems(saved, change, tellChanged, archive) : []),
            ...menuItems,
            {
              name: text('remove'),
              icon: 'trash',
              isApart: true,
              choose: () => press(() => removeSaved(card.id)),
            },
          ]}
        />
      ) : (
        <button
          key="save"
          type="button"
          class="button is-primary"
          title={text('saveHint')}
          disabled={isPrivate}
          aria-busy={isLoading}
          aria-describedby={describedBy}
          onClick={isLoading ? () => wantSaved(true) : save}
        >
          {label}
        </button>
      )}
      {isPrivate && (
        <span id="save-private" class="save-note">
          {text(notSaved)}
        </span>
      )}
      <Toast result={result} />
    </div>
  );
}

/** Loads the items of a saved analysis's menu after the page has been painted. */
function useStateItems(isSaved: boolean): typeof StateItems | undefined {
  const [loaded, setLoaded] = useState<typeof StateItems>();
  useEffect(() => {
    if (isSaved)
      startTask('load the menu', async () => setLoaded(await import('./reading-state-menu-items.ts')));
  }, [isSaved]);
  return loaded;
}
