import { browser } from '../browser/browser.ts';
import { askBackground } from './messages.ts';
import type { Answers, BackgroundQueries, LocalQueries, Queries } from './queries.ts';

export type PageDatabase = typeof import('./page-database.ts');

/**
 * What this page does with the database. It is loaded when it is first needed: with Dexie it is most of a page's
 * code, and what the popup shows first does without.
 */
export function pageDatabase(): Promise<PageDatabase> {
  return import('./page-database.ts');
}

/**
 * Whether this page is in a private window, where it has no database and the background answers its queries. Only
 * Firefox shows pages of an extension there: in Chrome the popup of a private window is an ordinary page.
 */
export function asksBackground(): boolean {
  return browser.extension.inIncognitoContext === true;
}

const OF_THE_BACKGROUND: readonly string[] = [
  'viewTab',
  'letterOfTab',
  'textOf',
] satisfies (keyof BackgroundQueries)[];

/**
 * Answers a query from this page's database, or through the background: in a private window, and what that alone
 * answers.
 */
export async function query<Name extends keyof Queries>(
  name: Name,
  ...args: Parameters<Queries[Name]>
): Promise<Answers[Name]> {
  if (OF_THE_BACKGROUND.includes(name) || asksBackground()) return askBackground(name, args);
  const { answer } = await pageDatabase();
  return (await answer(name as keyof LocalQueries, args)) as Answers[Name];
}
