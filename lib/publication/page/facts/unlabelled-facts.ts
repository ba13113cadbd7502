import { writtenDate, writtenMinutes } from '../../../input/written-dates.ts';
import type { Content } from '../html/page-content.ts';

/** Facts that can be recognized without a label. */
export interface UnlabelledFacts {
  /** RFC 3339, or `YYYY-MM-DD`. */
  readonly published: string | undefined;
  /** RFC 3339, or `YYYY-MM-DD`. */
  readonly updated: string | undefined;
  readonly readMinutes: number | undefined;
}

/**
 * Reads facts such as "3 min read", "Published July 2, 2026" and "Updated 3 July 2026" from short lines. If the page
 * has different values for a fact, leaves the fact out.
 */
export function unlabelledFacts({ outline, root, isForeign }: Content): UnlabelledFacts {
  const published = new Set<string>();
  const updated = new Set<string>();
  const minutes = new Set<number>();
  for (const { element, length } of outline.within(root, isForeign)) {
    if (length > 100 || length < 6 || /^h[1-6]$/.test(element.name)) continue;
    for (const part of outline.text(element).split(/\s+[·|•–—]\s+/)) {
      const [, word = '', rest = ''] = /^((?:last )?updated|published)(?: on)?:? (.+)$/i.exec(part) ?? [];
      const date = rest ? writtenDate(rest) : undefined;
      if (date) (word.toLowerCase() === 'published' ? published : updated).add(date);
      const read = /\bread$/i.test(part) ? writtenMinutes(part.replace(/^\W+/, '')) : undefined;
      if (read) minutes.add(read);
    }
  }
  return { published: only(published), updated: only(updated), readMinutes: only(minutes) };
}

function only<T>(values: ReadonlySet<T>): T | undefined {
  return values.size === 1 ? [...values][0] : undefined;
}
