import { startTask } from '../browser/listener-errors.ts';
import { isStorageFull } from '../db/failures.ts';
import type { Highlight, TextPlace } from '../db/records.ts';
import type { PageToRemember, PageToWaitFor, StoryAnswer } from '../db/remembered-page-records.ts';
import { hasUncopied } from '../db/second-copy-queue.ts';
import { canWrite } from '../db/write-probe.ts';
import { follow } from '../follow/followed.ts';
import { markSeenAndUpdateNotification } from '../follow/notification.ts';
import { addWaitingPage, removeWaitingPage, restoreWaitingPage } from '../follow/waiting.ts';
import type { Card } from '../index/card.ts';
import {
  keepNewTextBeside,
  keepOwnText,
  markCorrectionsReported,
  storeComparison,
} from '../library/corrections.ts';
import { dismissRestored } from '../library/fill-from-second-copy.ts';
import { addHighlight, removeHighlight, storeComment } from '../library/highlights.ts';
import { undo } from '../library/journal.ts';
import { addLabel, deleteLabel, removeLabel, renameLabel, setLabelGlyph } from '../library/labels.ts';
import { storeNote } from '../library/notes.ts';
import { storeReadingPlace } from '../library/reading-place.ts';
import {
  changeReadingState,
  markRead,
  markReading,
  type StateChange,
  storePosition,
} from '../library/reading-states.ts';
import { releaseTexts } from '../library/release-texts.ts';
import { removeAll, removeSaved, restoreRemoved } from '../library/removed-analyses.ts';
import { type EmbeddedNames, saveAll, saveAnalysis } from '../library/saved-analyses.ts';
import { deleteFilter, renameFilter, storeFilter } from '../library/saved-searches.ts';
import { updateSecondCopy } from '../library/second-copy.ts';
import { takeNewText } from '../library/take-new-text.ts';
import { undoLast } from '../library/undo-last.ts';
import { markWithdrawalsReported } from '../library/withdrawals.ts';
import { applyAnswersToTabs } from '../tab/apply-story-answers.ts';
import { answerAgain, answerStory, withdrawAnswer } from '../tab/story-answers.ts';
import { deleteBackups, makeBackup } from '../transfer/backups.ts';
import { postponeExport, recordExport } from '../transfer/export-reminder.ts';
import type { ImportBatch, ImportBlock } from '../transfer/import-batch.ts';
import { importBlock } from '../transfer/import-block.ts';
import { addWaitingPagesOfImport } from '../transfer/waiting-of-import.ts';
import { onLibraryChanged } from './background-events.ts';
import { type MessageId, onceForMessage } from './change-once.ts';
import { finishLastChange } from './keep-second-copy.ts';
import { markAllSeenWithUndo, undoAllSeen, undoUnfollow, unfollowWithUndo } from './undoable-follows.ts';

/**
 * All changes of the reader's records, by name. They run only in the background, so that closing a page does not
 * interrupt them. Their arguments and results can be sent in a message. `actions.ts` and the files that it lists
 * document them.
 */
const changes = {
  saveAnalysis: (card: Card, names: EmbeddedNames) => saveAnalysis(card, Date.now(), names),
  removeSaved: async (id: string) => {
    await storeReadingPlace(id, undefined);
    return removeSaved(id);
  },
  restoreRemoved,
  saveAll: (ids: readonly string[]) => saveAll(ids),
  removeAll: (ids: readonly string[]) => removeAll(ids),
  undo: (id: string) => undo(id),
  undoLast: (since: number) => undoLast(since),
  markReading,
  markRead: (id: string) => markRead(id),
  storePosition: (id: string, place: TextPlace | undefined) => storePosition(id, place),
  changeReadingState: async (ids: readonly string[], change: StateChange) => {
    if (change === 'mark-unread') for (const id of ids) await storeReadingPlace(id, undefined);
    return changeReadingState(ids, change);
  },
  addLabel: (ids: readonly string[], name: string) => addLabel(ids, name),
  removeLabel: (ids: readonly string[], name: string) => removeLabel(ids, name),
  renameLabel: (name: string, to: string) => renameLabel(name, to),
  deleteLabel: (name: string) => deleteLabel(name),
  setLabelGlyph: (name: string, glyph: string | undefined) => setLabelGlyph(name, glyph),
  storeNote: (id: string, note: string, seen: string) => storeNote(id, note, seen),
  addHighlight: (id: string, highlight: Highlight) => addHighlight(id, highlight),
  removeHighlight: (id: string, highlight: string) => removeHighlight(id, highlight),
  storeComment: (id: string, highlight: string, comment: string, seen: string) =>
    storeComment(id, highlight, comment, seen),
  storeFilter: (name: string, address: string) => storeFilter(name, address),
  renameFilter: (id: string, name: string) => renameFilter(id, name),
  deleteFilter: (id: string) => deleteFilter(id),
  takeNewText: (id: string) => takeNewText(id),
  releaseTexts: () => releaseTexts(),
  keepOwnText: async (id: string) => {
    const undoId = await keepOwnText(id);
    if (undoId !== undefined) startTask('keep the new text', () => keepNewTextBeside(id));
    return undoId;
  },
  storeComparison,
  markCorrectionsReported: (keys: readonly string[]) => markCorrectionsReported(keys),
  importBlock: (block: ImportBlock, batch: ImportBatch) => importBlock(block, batch),
  endImport: async () => {},
  recordExport: () => recordExport(),
  postponeExport: () => postponeExport(),
  makeBackup: () => makeBackup(true),
  deleteBackups: () => deleteBackups(),
  follow: (thing: Parameters<typeof follow>[0]) => follow(thing),
  unfollow: (thing: Parameters<typeof unfollowWithUndo>[0]) => unfollowWithUndo(thing),
  followAgain: undoUnfollow,
  markSeen: (id: string) => markSeenAndUpdateNotification(id),
  markAllSeen: () => markAllSeenWithUndo(),
  markUnseen: undoAllSeen,
  addWaitingPage: (page: PageToRemember) => addWaitingPage(page),
  addWaitingPagesOfImport: (pages: readonly PageToWaitFor[], batch: string) =>
    addWaitingPagesOfImport(pages, batch),
  removeWaitingPage,
  restoreWaitingPage: (page: Parameters<typeof restoreWaitingPage>[0]) => restoreWaitingPage(page),
  answerStory: (page: PageToRemember, analysis: string, same: boolean) =>
    thenInTabs(answerStory(page, analysis, same)),
  withdrawAnswer: (id: string) => thenInTabs(withdrawAnswer(id)),
  answerAgain: (answer: StoryAnswer) => thenInTabs(answerAgain(answer)),
  dismissRestored,
  markWithdrawalsReported: (ids: readonly string[]) => markWithdrawalsReported(ids),
};

export type ChangeFunctions = typeof changes;
export type ChangeName = keyof ChangeFunctions;
export const CHANGE_NAMES: readonly string[] = Object.keys(changes);

/** The result of a change. `refused`: the device has no room for the change. */
export type ChangeOutcome = { readonly result: unknown } | { readonly refused: 'full' };

/** Changes after which badges, their titles, notifications and missing texts need no update. */
const QUIET: readonly ChangeName[] = [
  'markSeen',
  'markAllSeen',
  'markReading',
  'storePosition',
  'addLabel',
  'removeLabel',
  'renameLabel',
  'deleteLabel',
  'setLabelGlyph',
  'storeNote',
  'addHighlight',
  'removeHighlight',
  'storeComment',
  'storeFilter',
  'renameFilter',
  'deleteFilter',
  'releaseTexts',
  'recordExport',
  'postponeExport',
  'makeBackup',
  'deleteBackups',
  'keepOwnText',
  'storeComparison',
  'markCorrectionsReported',
];

/**
 * After this change, the page sends another block or `endImport`. Badges, notifications and missing texts are not
 * updated before `endImport`.
 */
const UNFINISHED: ChangeName = 'importBlock';

/**
 * Makes a change in the background. Does not wait until badges, notifications and missing texts are updated.
 *
 * @param message identifies the message; the change is made only once, even if the page sends the message again
 * @returns the result, or `refused` if the device has no room for the change
 * @throws any other error of the change
 */
export async function changeInBackground(
  name: ChangeName,
  args: readonly unknown[],
  message: MessageId = {},
): Promise<ChangeOutcome> {
  try {
    const isQuiet = QUIET.includes(name);
    // If records are not copied yet, an earlier change is unfinished, for example because the background ended.
    const isAlone = isQuiet && !(await hasUncopied());
    const work = changes[name] as (...args: readonly unknown[]) => Promise<unknown>;
    const result = await onceForMessage(message, () => work(...args));
    // Start the following tasks even if the change was made for an earlier copy of the message: the background may have
    // ended before it started them.
    if (name === UNFINISHED) return { result };
    if (isAlone) startTask('keep the second copy', updateSecondCopy);
    else if (isQuiet) startTask('finish the last change', finishLastChange);
    else startTask('apply a change of the library', onLibraryChanged);
    return { result };
  } catch (error) {
    if (isStorageFull(error) || !(await canWrite())) return { refused: 'full' };
    throw error;
  }
}

/** Waits for a change of the reader's answers, then applies the answers to the tab records. */
async function thenInTabs<T>(stored: Promise<T>): Promise<T> {
  const result = await stored;
  await applyAnswersToTabs();
  return result;
}
