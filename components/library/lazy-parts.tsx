import { lazy } from '../ui/lazy.tsx';

/** Parts of the library that its first paint does not show. Their code is loaded when they are first drawn. */

/** The placeholder keeps the width of the list. If an analysis is open, "Skip to content" leads to the placeholder. */
export const LazyReadingPane = lazy(
  async () => (await import('./reading-pane.tsx')).ReadingPane,
  ({ place }) => (
    <div id={place.analysis === undefined ? undefined : 'content'} class="library-reading" tabIndex={-1} />
  ),
);
export const LazyEmptyList = lazy(async () => (await import('./empty-list.tsx')).EmptyList);
export const LazyLibraryDialogs = lazy(async () => (await import('./library-dialogs.tsx')).LibraryDialogs);
export const LazySecondCopyView = lazy(async () => (await import('./second-copy-view.tsx')).SecondCopyView);
export const LazyFollowedLists = lazy(async () => (await import('./followed-lists.tsx')).FollowedLists);
export const LazySavedSearches = lazy(async () => (await import('./saved-searches.tsx')).SavedSearches);
export const LazyRowSelectionBar = lazy(
  async () => (await import('./row-selection-bar.tsx')).RowSelectionBar,
);
export const LazyLinkLookupResult = lazy(
  async () => (await import('./link-lookup-result.tsx')).LinkLookupResult,
);
export const LazyRestoredNote = lazy(
  async () => (await import('./records-restored-notice.tsx')).RestoredNote,
);
export const LazyUndoableList = lazy(async () => (await import('./undoable-list.tsx')).UndoableList);
export const LazyWithdrawnNote = lazy(async () => (await import('./withdrawn-notice.tsx')).WithdrawnNote);
export const LazyCommandExplanation = lazy(
  async () => (await import('./command-explanation.tsx')).CommandExplanation,
);
