import type { AnalysisText } from '../analysis/analysis.ts';
import type { Card } from '../index/card.ts';

/** The records of corrections: changes that the publication made to analyses after the reader had saved them. */

/**
 * A text of a saved analysis that has another version than the text in `savedTexts`. The reader can still read it. The
 * version is usually earlier. It is later if the reader kept the saved text, or took a newer text and undid that.
 */
export interface EarlierText {
  /** `id` of the card. */
  readonly id: string;
  /** `cardVersion` of the card that the text belongs to. */
  readonly version: string;
  readonly text: AnalysisText;
  readonly card: Card;
  /** When the reader replaced this version, or kept the saved text instead of it (ms since the epoch). */
  readonly keptAt: number;
}

/** A correction or withdrawal of a saved analysis, as this device has seen it. */
export interface Correction {
  /**
   * The id of the analysis, a line feed, and `to`. For a withdrawal: the id, a line feed, and "withdrawn"; for each
   * later withdrawal of the same analysis also a line feed and `seenAt`.
   */
  readonly key: string;
  /** `id` of the card. */
  readonly id: string;
  readonly kind: 'corrected' | 'withdrawn';
  readonly headline: string;
  /** Published date of the card (`YYYY-MM-DD`, or RFC 3339). */
  readonly published: string;
  /** Version of the saved text when the correction was seen; without a saved text, version of the saved card. */
  readonly from: string;
  /** `cardVersion` of the corrected card; absent for a withdrawal. */
  readonly to?: string;
  /** When this device first saw the correction or withdrawal, milliseconds since the epoch. */
  readonly seenAt: number;
  /** When the extension reported the correction to the reader (ms since the epoch). */
  readonly toldAt?: number;
  /**
   * When this device saw that the publication lists a withdrawn analysis again (ms since the epoch); absent for a
   * correction, and while the analysis is withdrawn.
   */
  readonly listedAgainAt?: number;
  /** Whether the reader took the new text or kept the old text; absent until the reader decides. */
  readonly decision?: 'taken' | 'kept';
  /** Numbers of added and removed words, and of changed sentences; absent until the texts were compared. */
  readonly words?: { readonly added: number; readonly removed: number; readonly sentences?: number };
}
