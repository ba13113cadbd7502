const ABOUT = '#tab=';

/** Path of the library's page that explains why a command did nothing in a tab. */
export function aboutTabPath(tabId: number): string {
  return `/library.html${ABOUT}${tabId}`;
}

/** The id of the tab that an address of the library speaks of. */
export function tabAskedAbout(hash: string): number | undefined {
  const id = hash.startsWith(ABOUT) ? hash.slice(ABOUT.length) : '';
  return /^\d+$/.test(id) ? Number(id) : undefined;
}
