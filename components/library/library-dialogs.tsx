import type { JSX, RefObject } from 'preact';
import type { SavedFilter } from '../../lib/db/records.ts';
import type { Lens } from '../../lib/index/manifest.ts';
import { type LibraryPlace, placeFromHash } from '../../lib/tab/library-address.ts';
import { lazy } from '../ui/lazy.tsx';
import type { ListToExport } from './list-to-export.ts';
import type { SavedItems } from './saved-items.ts';
import type { ExampleNames } from './search-forms-list.tsx';
import type { LibraryActions } from './use-library-actions.ts';
import { goTo } from './use-place.ts';

/** The open dialog, and its subject. */
export type OpenDialog =
  | { readonly name: 'keys' }
  /** `file`: the file that the reader has dropped on the page; absent if the reader still has to choose one. */
  | { readonly name: 'import'; readonly file?: File }
  /**
   * `ids`: the saved analyses whose labels the reader changes. They stay the same while the list changes behind the
   * dialog.
   */
  | { readonly name: 'labels'; readonly ids: readonly string[] }
  /**
   * `ids`: the saved analyses to export; absent for the whole library. `offersList`: whether the reader can choose the
   * visible list instead of the whole library.
   */
  | { readonly name: 'export'; readonly ids?: readonly string[]; readonly offersList?: true }
  /** `target`: the list to save under a name, or the saved search to change. */
  | {
      readonly name: 'filter';
      readonly target: { readonly place: LibraryPlace } | { readonly filter: SavedFilter };
    }
  | { readonly name: 'label'; readonly label: string };

interface Props {
  readonly open: OpenDialog;
  readonly close: () => void;
  /** `undefined` until the saved analyses have been read. */
  readonly saved: SavedItems | undefined;
  /** The visible list, if it is not the whole library. */
  readonly listed: ListToExport | undefined;
  readonly actions: LibraryActions;
  /** Whether the single-key shortcuts are switched on. */
  readonly hasLetterKeys: boolean;
  /** The lenses of the publication. */
  readonly lenses: readonly Lens[];
  /** Puts an example into the search box. */
  readonly search: (query: string) => void;
  readonly isPrivate: boolean;
  readonly filters: readonly SavedFilter[];
  readonly lensName: (id: string) => string;
  /**
   * The heading of the list. It takes the focus if a change in the dialog has removed the control that opened the
   * dialog.
   */
  readonly heading: RefObject<HTMLElement | null>;
}

/** Draws the open dialog. The code of each dialog is loaded when the reader opens it. */
export function LibraryDialogs({
  open,
  close,
  saved,
  listed,
  actions,
  hasLetterKeys,
  lenses,
  search,
  isPrivate,
  filters,
  lensName,
  heading,
}: Props): JSX.Element | null {
  const showChangedLabel = (from: string, to: string | undefined): void => {
    heading.current?.focus();
    // The reader may have gone to another place since this function was made.
    const { label, ...wider } = placeFromHash(location.hash);
    if (label === from) goTo(to === undefined ? wider : { ...wider, label: to }, 'replace');
  };
  const place = placeFromHash(location.hash);
  const hasFeeds = lenses.some(({ feed }) => feed !== undefined);
  switch (open.name) {
    case 'keys':
      return <KeysDialog isOn={hasLetterKeys} names={namesIn(saved, lenses)} search={search} close={close} />;
    case 'labels':
      return saved ? <LabelDialog ids={open.ids} saved={saved.byId} actions={actions} close={close} /> : null;
    case 'export':
      if (open.offersList && saved && place.view === 'highlights')
        return (
          <HighlightsExport annotated={saved.annotated} place={place} hasFeeds={hasFeeds} close={close} />
        );
      return (
        <ExportDialog ids={open.ids} listed={open.offersList && listed} hasFeeds={hasFeeds} close={close} />
      );
    case 'import':
      return <ImportDialog isPrivate={isPrivate} dropped={open.file} close={close} />;
    case 'filter':
      return (
        <FilterDialog
          target={open.target}
          filters={filters}
          lensName={lensName}
          actions={actions}
          close={close}
        />
      );
    case 'label':
      return <LabelEditor name={open.label} actions={actions} onChanged={showChangedLabel} close={close} />;
  }
}

/**
 * Returns names from the reader's library for the examples of the search syntax. If no saved analysis has a lens, the
 * example names a lens of the publication.
 */
function namesIn(saved: SavedItems | undefined, [lens]: readonly Lens[]): ExampleNames {
  const { lenses = [], outlets = [], labels = [] } = saved?.counts ?? {};
  const topic = saved?.items.find(({ card }) => card.topics.length > 0)?.card.topics[0];
  return {
    lens: (lenses[0] ?? lens)?.name,
    topic: topic?.name,
    outlet: outlets[0]?.name,
    label: labels[0]?.name,
  };
}

const KeysDialog = lazy(async () => (await import('./keys-dialog.tsx')).KeysDialog);
const LabelDialog = lazy(async () => (await import('./label-dialog.tsx')).LabelDialog);
const FilterDialog = lazy(async () => (await import('./saved-search-dialog.tsx')).FilterDialog);
const LabelEditor = lazy(async () => (await import('./label-editor.tsx')).LabelEditor);
const ExportDialog = lazy(async () => (await import('../transfer/export-dialog.tsx')).ExportDialog);
const HighlightsExport = lazy(async () => (await import('./highlights-export.tsx')).HighlightsExport);
const ImportDialog = lazy(async () => (await import('../transfer/import-dialog.tsx')).ImportDialog);
