import fc from 'fast-check';
import { nearly } from '../../arbitraries.ts';

/** Arbitrary JSON-LD of an analysis, valid or damaged. */

export const SITE = 'https://noligarchy.example/';
export const BASE = `${SITE}analysis/talks`;
export const ORIGINAL = 'https://outlet.example/2026/07/02/talks-end-in-qatar';

/** A valid JSON-LD node of an article. */
const NODE = {
  ...{
    '@context': 'https://schema.org',
    '@type': 'AnalysisNewsArticle',
    headline: 'Talks in Qatar',
    url: BASE,
  },
  ...{
    datePublished: '2026-07-02',
    dateModified: '2026-07-03T10:00:00Z',
    timeRequired: 'PT3M',
    genre: 'Reporting',
  },
  ...{
    articleSection: ['Global'],
    keywords: 'global, governor',
    inLanguage: 'en',
    description: 'Who gains.',
  },
  about: { '@type': 'DefinedTerm', name: 'Global', url: '/lens/global', description: 'About it.' },
  isBasedOn: [
    { '@type': 'NewsArticle', url: ORIGINAL, name: 'Talks end', publisher: { name: 'The Outlet' } },
  ],
  mainEntityOfPage: { '@id': BASE },
};
export const jsonLd = fc
  .tuple(nearly(NODE), fc.constantFrom('', '', ',', ';', '<!--', '{'), fc.boolean())
  .map(([node, end, inGraph]) => JSON.stringify(inGraph ? { '@graph': [node, node] } : node) + end);
