import { useEffect, useRef, useState } from 'preact/hooks';
import { undo } from '../../lib/app/library-actions.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { UndoOutcome } from '../../lib/library/journal.ts';
import type { StoredNote } from '../../lib/library/notes.ts';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { tryChange } from '../ui/use-change.ts';

/** A text is stored when the reader has not typed for this time (ms). */
const PAUSE_MS = 1000;

/** The earlier text that the reader can bring back. */
interface Earlier {
  /** The id with which `undo` brings it back. */
  readonly id: string;
  readonly text: string;
}

export interface FieldDraft {
  readonly value: string;
  readonly state: DraftState;
  readonly change: (value: string) => void;
  /** Stores the text now. */
  readonly store: () => void;
  /**
   * Brings back the text as it was before the reader deleted or replaced a part of it; absent if there is no such text.
   */
  readonly takeBack?: () => void;
}

export type DraftState =
  | 'stored'
  /** The reader has changed the text since it was last stored. */
  | 'changed'
  /** Another page had also changed the text. The stored text contains both changes. */
  | 'joined'
  /** The earlier text is back. */
  | 'undone'
  /** The earlier text cannot come back, because the text has been changed elsewhere. */
  | 'outdated'
  /** The earlier text cannot come back: it was brought back already, or the journal no longer has the change. */
  | 'gone'
  /** The text cannot be stored, because its analysis or highlight is no longer in the library. */
  | 'without-place'
  /** `undo-full`: the device has no room to bring back the earlier text. `undo-other`: the browser could not write. */
  | 'undo-full'
  | 'undo-other'
  | ChangeFailure;

/** A text in a field, and the text as this page last read or stored it. */
interface Words {
  readonly value: string;
  readonly seen: string;
}

/**
 * Texts that are not stored yet, by the `name` with which `useDraft` was called. If storing a text fails, the text
 * reappears when the reader opens its field again.
 */
const unstored = new Map<string, Words>();

/**
 * Automatically stores the text that the reader writes in a field: after a pause in typing, when the field is removed,
 * and when the page is hidden. The field calls `store` when it loses the focus. The text stays in the page until it has
 * been stored.
 *
 * @param name identifies the text within this page
 * @param stored the text in the database; other pages may change it
 * @param write stores a text. `seen` is the text as this page last read or stored it
 */
export function useDraft(
  name: string,
  stored: string,
  write: (value: string, seen: string) => Promise<StoredNote | undefined>,
): FieldDraft {
  const words = useRef<Words>(unstored.get(name) ?? { value: stored, seen: stored });
  const [, redraw] = useState({});
  const [state, setState] = useState<DraftState>(unstored.has(name) ? 'changed' : 'stored');
  const [earlier, setEarlier] = useState<Earlier>();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const writing = useRef<Promise<void> | undefined>(undefined);

  const set = (next: Words): void => {
    words.current = next;
    if (next.value === next.seen) unstored.delete(name);
    else unstored.set(name, next);
    redraw({});
  };
  const storeOnce = async (): Promise<void> => {
    const { value, seen } = words.current;
    let result: StoredNote | undefined;
    const failure = await tryChange('store a text', async () => {
      result = await write(value, seen);
    });
    if (failure) return setState(failure);
    if (!result) return setState('without-place');
    const { undo: id } = result;
    if (id !== undefined && id !== earlier?.id) setEarlier({ id, text: seen });
    set(afterWrite(words.current, value, result.note));
    setState(result.isJoined ? 'joined' : words.current.value === words.current.seen ? 'stored' : 'changed');
  };
  // Write one text at a time, because each write needs the result of the last one.
  const store = guardedListener('store a text', async () => {
    clearTimeout(timer.current);
    await writing.current;
    if (words.current.value === words.current.seen) return;
    writing.current = storeOnce();
    await writing.current;
  });
  const tellUndone = (undone: UndoOutcome, replaced: string): void => {
    const again = undone.state === 'undone' ? undone.again : undefined;
    if (undone.state !== 'outdated')
      setEarlier(again === undefined ? undefined : { id: again, text: replaced });
    setState(undone.state);
  };
  const takeBack = guardedListener('bring back a text', async (id: string) => {
    await writing.current;
    const replaced = words.current.seen;
    let undone: UndoOutcome | undefined;
    const failure = await tryChange('bring back a text', async () => {
      undone = await undo(id);
    });
    if (failure) setState(`undo-${failure}`);
    else if (undone) tellUndone(undone, replaced);
  });
  const change = (value: string): void => {
    set({ ...words.current, value });
    setState('changed');
    clearTimeout(timer.current);
    timer.current = setTimeout(store, PAUSE_MS);
  };

  useEffect(() => {
    const { value, seen } = words.current;
    if (value === seen && stored !== seen) set({ value: stored, seen: stored });
  }, [stored]);
  useEffect(() => {
    const storeIfHidden = (): void => {
      if (document.hidden) store();
    };
    document.addEventListener('visibilitychange', storeIfHidden);
    addEventListener('pagehide', store);
    return () => {
      document.removeEventListener('visibilitychange', storeIfHidden);
      removeEventListener('pagehide', store);
      store();
    };
  }, []);
  const { value, seen } = words.current;
  const hasEarlier = earlier !== undefined && earlier.text !== seen;
  return { value, state, change, store, ...(hasEarlier ? { takeBack: () => takeBack(earlier.id) } : {}) };
}

/**
 * Returns the words of the field after a write.
 *
 * @param now the words in the field; the reader may have typed since the write began
 * @param written the text that was written
 * @param stored the text that is stored now. It usually contains the written text, and may also contain another page's
 *   text
 */
function afterWrite({ value }: Words, written: string, stored: string): Words {
  const at = stored.lastIndexOf(written);
  if (at < 0) return { value, seen: stored };
  return { value: stored.slice(0, at) + value + stored.slice(at + written.length), seen: stored };
}
