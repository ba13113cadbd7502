import type { JSX } from 'preact';
import { formatNumber, text } from '../../lib/browser/interface-texts.ts';
import { hashOfPlace, type LibraryPlace, type View } from '../../lib/tab/library-address.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { isWholeList, VIEW_NAMES } from './view-names.ts';

const VIEWS: readonly View[] = ['unread', 'new', 'all'];

/** Links to the main views, at the bottom of a narrow window. */
export function BottomBar({
  place,
  counts,
}: {
  place: LibraryPlace;
  counts: Partial<Record<View, number>>;
}): JSX.Element {
  return (
    <nav class="bottom-bar" aria-label={text('mainViews')}>
      {VIEWS.map((view) => {
        const isHere = isWholeList(place, { view });
        const count = counts[view];
        return (
          <a key={view} href={hashOfPlace({ view })} aria-current={isHere ? 'page' : undefined}>
            <MoreIcon name={VIEW_NAMES[view].icon} />
            <span>{text(view === 'new' ? 'viewNew' : VIEW_NAMES[view].name)}</span>{' '}
            {count ? <span class="bottom-count">{formatNumber(count)}</span> : null}
          </a>
        );
      })}
    </nav>
  );
}
