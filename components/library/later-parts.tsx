import { lazy } from '../ui/lazy.tsx';

/** Parts of the library that its first paint does not show. Their code is loaded when they are first drawn. */

/** The placeholder keeps the width of the list. If an analysis is open, "Skip to content" leads to the placeholder. */
export const ReadingPane = lazy(
  async () => (await import('./reading-pane.tsx')).ReadingPane,
  ({ place }) => (
    <div id={place.analysis === undefined ? undefined : 'content'} class="library-reading" tabIndex={-1} />
  ),
);
export const EmptyList = lazy(async () => (await import('./empty-list.tsx')).EmptyList);
export const LibraryDialogs = lazy(async () => (await import('./library-dialogs.tsx')).LibraryDialogs);
export const SecondCopyView = lazy(async () => (await import('./second-copy-view.tsx')).SecondCopyView);
export const FollowedLists = lazy(async () => (await import('./followed-lists.tsx')).FollowedLists);
export const SavedSearches = lazy(async () => (await import('./saved-searches.tsx')).SavedSearches);
export const RowSelectionBar = lazy(async () => (await import('./row-selection-bar.tsx')).RowSelectionBar);
export const LookedUp = lazy(async () => (await import('./looked-up.tsx')).LookedUp);
export const RestoredNote = lazy(async () => (await import('./restored-note.tsx')).RestoredNote);
export const UndoableList = lazy(async () => (await import('./undoable-list.tsx')).UndoableList);
export const WithdrawnNote = lazy(async () => (await import('./withdrawn-note.tsx')).WithdrawnNote);
export const CommandExplanation = lazy(
  async () => (await import('./command-explanation.tsx')).CommandExplanation,
);
