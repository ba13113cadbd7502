import { urlKey } from '../address/url-keys.ts';
import { publicSuffixes } from '../browser/load-public-suffixes.ts';
import { judgePage } from '../page/judge-page.ts';
import {
  analysisWantedLetter,
  type KnownPart,
  type Letter,
  type WrongMatch,
  wrongArticleLetter,
} from '../share/letter.ts';
import { describeTab } from '../tab/page-scripts.ts';

/** The letter that the reader wants to send to the publication about the page in a tab. */
export interface WantedLetter {
  /** Address of the page, as the address bar showed it when the reader asked for the letter. */
  readonly address: string;
  /** Name of the publication. */
  readonly publication: string;
  /** Which analyses the index has; absent if it has all analyses. */
  readonly known?: KnownPart | undefined;
  /** The analysis that was shown on the wrong article; absent if the reader wants an analysis of the page. */
  readonly wrong?: WrongMatch | undefined;
}

/**
 * Writes a letter about the page in a tab. Reads the page again, because not all facts that a letter needs are
 * stored.
 *
 * @returns `undefined` if the browser hides the tab's address, or if the tab now shows another page
 */
export async function letterOfTab(
  tabId: number,
  { address, publication, known, wrong }: WantedLetter,
): Promise<Letter | undefined> {
  const identity = await describeTab(tabId);
  if (!identity || urlKey(identity.address) !== urlKey(address)) return undefined;
  const page = await judgePage(identity, publicSuffixes);
  return wrong ? wrongArticleLetter(page, wrong) : analysisWantedLetter(page, publication, known);
}
