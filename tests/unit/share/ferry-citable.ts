import type { Citable } from '../../../lib/share/citable.ts';

export const READ = new Date(2026, 6, 5, 23, 30).getTime();

/** An analysis with the required fields only. */
export const BARE: Citable = {
  card: {
    id: 'ports',
    url: 'https://noligarchy.example/a/ports',
    headline: 'A fee holiday',
    published: '2026-07-01',
    sources: [],
    topics: [],
  },
  publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.example/' },
};
export const withHeadline = (headline: string, language = 'en'): Citable => ({
  ...BARE,
  card: { ...BARE.card, headline },
  publication: { ...BARE.publication, language },
});
