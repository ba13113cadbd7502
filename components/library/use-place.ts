import { useEffect, useState } from 'preact/hooks';
import { hashOfPlace, type LibraryPlace } from '../../lib/tab/library-address.ts';

const listeners = new Set<() => void>();

/**
 * Returns the hash of the page's address. The hash names the view and the open analysis. Because of this, "Back",
 * "Forward" and "Reload" work.
 */
export function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    // The hash may have changed between the first render and this effect.
    follow();
    listeners.add(follow);
    for (const event of ['hashchange', 'popstate']) addEventListener(event, follow);
    return () => {
      listeners.delete(follow);
      for (const event of ['hashchange', 'popstate']) removeEventListener(event, follow);
    };
  }, []);
  return hash;
}

/**
 * Shows another place of the library.
 *
 * @param how `push` adds an entry to the browser's history, so that "Back" returns to the present place
 */
export function goTo(place: LibraryPlace, how: 'push' | 'replace' = 'push'): void {
  const address = hashOfPlace(place) || location.pathname;
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  for (const listener of listeners) listener();
}
