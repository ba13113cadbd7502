import type { Highlight } from '../../lib/db/records.ts';
import { highlightOf } from '../unit/db/highlight.ts';

/**
 * Returns a highlight of some words, made on 3 July. Its version differs from the version of the text, so only its
 * words locate it.
 */
export function mark(id: string, exact: string, more: Partial<Highlight> = {}): Highlight {
  const createdAt = Date.UTC(2026, 6, 3);
  return highlightOf(id, { end: exact.length, version: 'another', exact, suffix: '', createdAt, ...more });
}
