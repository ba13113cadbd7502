import type { ComponentChildren, JSX, RefObject } from 'preact';
import { setLibrarySort } from '../../lib/app/setting-actions.ts';
import { formatNumber, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { LIBRARY_SORTS, type LibrarySort } from '../../lib/browser/settings.ts';
import type { LanguageAndDirection } from '../../lib/input/text-direction.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { MenuButton } from '../ui/menu.tsx';

/** The name of each order in the menu. */
const SORT_NAMES = {
  saved: 'sortSaved',
  published: 'sortPublished',
  updated: 'sortUpdated',
  outlet: 'sortOutlet',
  length: 'sortLength',
} as const satisfies Record<LibrarySort, TextKey>;

interface Props {
  readonly title: string;
  /** Language and direction of the title, if it is a text of the publication. */
  readonly words: Partial<LanguageAndDirection>;
  /** Number of items; `undefined` until they have been read. */
  readonly count: number | undefined;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly children: ComponentChildren;
}

/** The row above the list: the title, the number of items, and the buttons that sort and filter the list. */
export function ListTools({ title, words, count, heading, children }: Props): JSX.Element {
  return (
    <div class="list-tools">
      <h1 ref={heading} tabIndex={-1} title={title} {...words}>
        {title}
      </h1>
      {count ? <span class="list-count">{formatNumber(count)}</span> : null}
      <span class="list-tools-end">{children}</span>
    </div>
  );
}

interface SortProps {
  readonly sort: LibrarySort;
  /** Orders that the menu leaves out, because this list cannot be sorted by them. */
  readonly without: readonly LibrarySort[];
  readonly isPrivate: boolean;
  /** Sets the order for this page. In a private window, the extension does not store the order. */
  readonly setSort: (sort: LibrarySort) => void;
}

/** The menu with the orders of the list. Outside private windows, the extension stores the choice. */
export function SortMenu({ sort, without, isPrivate, setSort }: SortProps): JSX.Element {
  return (
    <MenuButton
      class="list-tool"
      title={text('sortTitle')}
      opensDown
      button={
        <>
          {text(SORT_NAMES[sort])}
          <MoreIcon name="down" />
        </>
      }
      items={LIBRARY_SORTS.filter((one) => !without.includes(one)).map((one) => ({
        name: text(SORT_NAMES[one]),
        isChosen: one === sort,
        choose: guardedListener('sort the library', async () => {
          setSort(one);
          if (!isPrivate) await setLibrarySort(one);
        }),
      }))}
    />
  );
}
