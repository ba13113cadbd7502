import { type CountedKey, countedText, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import type { JournalKind } from '../../lib/db/journal-records.ts';
import type { Undoable, UndoOutcome } from '../../lib/library/journal.ts';

/** The fields of a change that its name and the message after its Undo need. */
type Change = Pick<Undoable, 'kind' | 'about' | 'to' | 'number'>;

/**
 * The key of the name of each kind of change. `$1` is the changed thing, `$2` its new name, or the label with which it
 * was merged.
 */
const NAMES = {
  saved: 'changeSaved',
  removed: 'changeRemoved',
  archived: 'changeArchived',
  unarchived: 'changeUnarchived',
  'marked-read': 'changeMarkedRead',
  'marked-unread': 'changeMarkedUnread',
  note: 'changeNote',
  labelled: 'changeLabelled',
  unlabelled: 'changeUnlabelled',
  'label-renamed': 'changeLabelRenamed',
  'label-merged': 'changeLabelMerged',
  'label-deleted': 'changeLabelDeleted',
  'label-sign': 'changeLabelSign',
  'highlight-removed': 'changeHighlight',
  'highlight-comment': 'changeComment',
  'filter-renamed': 'changeFilterRenamed',
  'filter-deleted': 'changeFilterDeleted',
  'filter-replaced': 'changeFilterReplaced',
  unfollowed: 'changeUnfollowed',
  'all-seen': 'changeAllSeen',
  'text-taken': 'changeText',
  'text-kept': 'changeKept',
  'texts-released': 'changeReleased',
  imported: 'changeImported',
} as const satisfies Record<JournalKind, TextKey>;

/**
 * The key of the words that say what an Undo has restored, for each kind of change to analyses except changes of
 * labels.
 */
const BACK = {
  saved: 'backSaved',
  removed: 'backRemoved',
  archived: 'backArchived',
  unarchived: 'backUnarchived',
  'marked-read': 'backMarkedRead',
  'marked-unread': 'backMarkedUnread',
  note: 'backNote',
  'highlight-removed': 'backHighlight',
  'highlight-comment': 'backComment',
  'text-taken': 'backText',
  'text-kept': 'backKept',
  'texts-released': 'backReleased',
} as const satisfies Partial<Record<JournalKind, TextKey>>;

/**
 * The key of the whole sentence after an Undo, for changes to labels, saved searches and followed things, for "mark all
 * as seen", and for imports. `$1` is the changed thing.
 */
const DONE = {
  'label-renamed': 'undoneLabelRenamed',
  'label-merged': 'undoneLabelMerged',
  'label-deleted': 'undoneLabelDeleted',
  'label-sign': 'undoneLabelSign',
  'filter-renamed': 'undoneFilterRenamed',
  'filter-deleted': 'undoneFilterDeleted',
  'filter-replaced': 'undoneFilterReplaced',
  unfollowed: 'undoneUnfollowed',
  'all-seen': 'undoneAllSeen',
  imported: 'importUndone',
} as const satisfies Partial<Record<JournalKind, TextKey>>;

/**
 * The key of the whole sentence after an Undo, for labels that were added to analyses or removed from them. `$1` is the
 * number of analyses, `$2` the label.
 */
const DONE_LABELS = {
  labelled: 'undoneLabelled',
  unlabelled: 'undoneUnlabelled',
} as const satisfies Partial<Record<JournalKind, CountedKey>>;

/** Whether changes of this kind have the headline of an analysis as `about`. */
export function isAboutAnalysis(kind: JournalKind): kind is keyof typeof BACK {
  return Object.hasOwn(BACK, kind);
}

/** Returns the name of a change, for the title of a row. */
export function changeName({ kind, about, to = '' }: Change): string {
  return text(NAMES[kind], about, to);
}

/**
 * Returns the name of a change. If the change is about analyses (`isAboutAnalysis`), adds the headline or, for several
 * analyses, their number.
 */
export function changeSentence(change: Change): string {
  const { kind, about, number } = change;
  const name = changeName(change);
  if (!isAboutAnalysis(kind)) return name;
  return number === 1 ? text('changeOf', name, about) : countedText('changeOfMany', number, name);
}

/** Returns the message after an Undo: what the Undo has restored, and how many analyses it could not restore. */
export function undoneText(change: Change, { number }: Extract<UndoOutcome, { state: 'undone' }>): string {
  const rest = change.number - number;
  const done = doneText(change, number);
  return rest > 0 && number > 0 ? `${done} ${countedText('undoneRest', rest)}` : done;
}

function doneText({ kind, about, number: all }: Change, number: number): string {
  if (isAboutAnalysis(kind)) {
    const back = text(BACK[kind]);
    return all === 1 ? text('undoneOne', about, back) : countedText('undoneMany', number, back);
  }
  if (kind === 'labelled' || kind === 'unlabelled') return countedText(DONE_LABELS[kind], number, about);
  return text(DONE[kind], about);
}
