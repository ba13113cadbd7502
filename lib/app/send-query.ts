import { browser } from '../browser/browser.ts';
import { askBackground } from './messages.ts';
import type { Answers, BackgroundQueries, LocalQueries, Queries } from './queries.ts';

export type DatabaseForPages = typeof import('./database-for-pages.ts');

/**
 * Loads this page's database code when the page first needs it. With Dexie it is most of a page's code, and the first
 * view of the popup does not need it.
 */
export function databaseForPages(): Promise<DatabaseForPages> {
  return import('./database-for-pages.ts');
}

/**
 * Whether this page is in a private window. It then has no database, and the background answers its queries. This
 * happens only in Firefox: in Chrome, the popup of a private window runs in the ordinary profile
 * (https://developer.chrome.com/docs/extensions/reference/manifest/incognito).
 */
export function asksBackground(): boolean {
  return browser.extension.inIncognitoContext === true;
}

const BACKGROUND_ONLY: readonly string[] = [
  'viewTab',
  'letterOfTab',
  'textOf',
  'linkedStories',
] satisfies (keyof BackgroundQueries)[];

/**
 * Answers a query from this page's database. The background answers it instead if this page is in a private window, or
 * if only the background has the answer.
 */
export async function query<Name extends keyof Queries>(
  name: Name,
  ...args: Parameters<Queries[Name]>
): Promise<Answers[Name]> {
  if (BACKGROUND_ONLY.includes(name) || asksBackground()) return askBackground(name, args);
  const { answer } = await databaseForPages();
  return (await answer(name as keyof LocalQueries, args)) as Answers[Name];
}
