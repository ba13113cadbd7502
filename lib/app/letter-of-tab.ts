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
  /** Address of the page, as the address bar showed it. */
  readonly address: string;
  /** Name of the publication. */
  readonly publication: string;
  /** Set if the index on the device is only a part of all analyses. */
  readonly known?: KnownPart | undefined;
  /** The analysis that was shown on the wrong article; absent if the reader wants an analysis of the page. */
  readonly wrong?: WrongMatch | undefined;
}

/**
 * Writes a letter about the page in a tab. For this the page is read again, because nothing of it is stored. Returns
 * `undefined` if the browser does not even reveal the address, or if the tab shows another page now.
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
