import { text } from '../browser/interface-texts.ts';
import type { Card } from '../index/card.ts';
import type { Lens, Publication } from '../index/manifest.ts';
import { languageAndDirection } from '../input/text-direction.ts';

/** An analysis that a reader cites or quotes. */
export interface Citable {
  readonly card: Card;
  /** Absent if the analysis has no lens. */
  readonly lens?: Lens | undefined;
  readonly publication: Publication;
}

/**
 * Prepares a text of the publication for use in a sentence of the interface. If text and interface differ in direction,
 * encloses the text in FSI and PDI (https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates). Otherwise the
 * punctuation around the text would be shown in the wrong place.
 *
 * @param tag BCP 47 tag of the publication's language
 */
export function isolateDirection(words: string, tag: string | undefined): string {
  const { dir } = languageAndDirection(words, tag);
  return dir === 'auto' || dir === text('textDirection') ? words : `\u2068${words}\u2069`;
}
