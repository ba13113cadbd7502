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

/** What a letter to the publication is to say of the page in a tab. */
export interface LetterWish {
  /** Of the page, as the address bar showed it. */
  readonly address: string;
  /** Name of the publication. */
  readonly publication: string;
  /** Set where only a part of the analyses is known. */
  readonly known?: KnownPart | undefined;
  /** What was shown on the wrong article; absent where an analysis is wanted. */
  readonly wrong?: WrongMatch | undefined;
}

/**
 * Writes a letter about the page in a tab. What the page says of itself is kept nowhere. `undefined` where the
 * browser does not even tell the address, or the tab shows another page by now.
 */
export async function letterOfTab(
  tabId: number,
  { address, publication, known, wrong }: LetterWish,
): Promise<Letter | undefined> {
  const identity = await describeTab(tabId);
  if (!identity || urlKey(identity.address) !== urlKey(address)) return undefined;
  const page = await judgePage(identity, publicSuffixes);
  return wrong ? wrongArticleLetter(page, wrong) : analysisWantedLetter(page, publication, known);
}
