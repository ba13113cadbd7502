import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { browser } from '../../lib/browser/browser.ts';
import { LOOKED_UP_HASH, placeFromHash } from '../../lib/tab/library-address.ts';
import { readyValue } from '../ui/loading.ts';
import { SkipLink } from '../ui/skip-link.tsx';
import { useAsync } from '../ui/use-async.ts';
import { useDatabase } from '../ui/use-database.ts';
import { LazyLinkLookupResult, LazySecondCopyView } from './lazy-parts.tsx';
import { LibraryHead } from './library-head.tsx';
import { LibraryPanes } from './library-panes.tsx';
import { useHash } from './use-place.ts';
import { useSelectedText } from './use-selected-text.ts';

/** The library's page: the saved and the new analyses, and one analysis open for reading. */
export function Library(): JSX.Element {
  const hash = useHash();
  const selected = useSelectedText(hash);
  const place = useMemo(
    () => (selected === undefined ? placeFromHash(hash) : { q: selected }),
    [hash, selected],
  );
  const inPrivate = readyValue(
    useAsync(async () => (await browser.tabs.getCurrent())?.incognito ?? false, []),
  );
  const database = useDatabase(inPrivate === false);
  if (database.state === 'open') return <LibraryPanes hash={hash} place={place} inPrivate={inPrivate} />;
  return (
    <div class="library is-closed">
      <SkipLink />
      <LibraryHead isPrivate={inPrivate ?? true} />
      <main id="content" class="library-closed" tabIndex={-1}>
        {hash === LOOKED_UP_HASH && <LazyLinkLookupResult />}
        <LazySecondCopyView reason={database.reason} tries={database.tries} />
      </main>
    </div>
  );
}
