import type { Highlight } from '../../../lib/db/records.ts';

/** Returns a highlight of one word. The fields of `more` replace the defaults. */
export function highlightOf(id: string, more: Partial<Highlight> = {}): Highlight {
  return {
    id,
    section: 0,
    start: 0,
    endSection: 0,
    end: 4,
    version: 'v1',
    exact: 'Four',
    prefix: '',
    suffix: ' crossings',
    comment: '',
    createdAt: 1,
    ...more,
  };
}
