const ABOUT = '#tab=';

/** Path of the library page that explains why a command did nothing in a tab. */
export function commandExplanationPath(tabId: number): string {
  return `/library.html${ABOUT}${tabId}`;
}

/** Returns the tab id in a hash of `commandExplanationPath`; `undefined` for any other hash. */
export function tabToExplain(hash: string): number | undefined {
  const id = hash.startsWith(ABOUT) ? hash.slice(ABOUT.length) : '';
  return /^\d+$/.test(id) ? Number(id) : undefined;
}
