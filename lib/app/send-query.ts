import { browser } from '../browser/browser.ts';
import { askBackground } from './messages.ts';
import type { BackgroundQueries, LocalQueries, Queries, QueryAnswers } from './queries.ts';

/** The module that a page needs to read the database itself. */
export type PageDatabase = typeof import('./database-for-pages.ts');

let own: PageDatabase | undefined;

/**
 * Lets this page read the database itself. The library page calls this before it renders. For other pages, the
 * background reads the database, because each popup would otherwise have to load the large code of the database.
 *
 * @param database the code for the database; `undefined` makes the background answer again
 */
export function setPageDatabase(database: PageDatabase | undefined): void {
  own = database;
}

/**
 * Returns the database code of this page; `undefined` if the background answers its queries. In a private window of
 * Firefox, a page cannot read the database of the background. In Chrome it can, because there the pages of private
 * windows run in the ordinary profile (https://developer.chrome.com/docs/extensions/reference/manifest/incognito).
 */
export function pageDatabase(): PageDatabase | undefined {
  return browser.extension.inIncognitoContext === true ? undefined : own;
}

/** The names of the queries that only the background can answer. A missing name is a type error. */
const BACKGROUND_ONLY: readonly string[] = Object.keys({
  viewTab: true,
  panelView: true,
  letterOfTab: true,
  textOf: true,
  newTextOf: true,
  releasableTexts: true,
  storageUse: true,
  backups: true,
  changesOfBlock: true,
  linkedStories: true,
} satisfies Record<keyof BackgroundQueries, true>);

/** Answers a query. Uses the database of this page if it has one, unless only the background can answer the query. */
export async function query<Name extends keyof Queries>(
  name: Name,
  ...args: Parameters<Queries[Name]>
): Promise<QueryAnswers[Name]> {
  const database = BACKGROUND_ONLY.includes(name) ? undefined : pageDatabase();
  if (!database) return askBackground(name, args);
  return (await database.answer(name as keyof LocalQueries, args)) as QueryAnswers[Name];
}
