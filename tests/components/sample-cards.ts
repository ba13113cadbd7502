/** The analyses that the component tests show, as a companion index serves them. */

export const FERRY_PAGE = 'https://www.northern-ledger.example/world/2026/07/01/ferry-talks-resume-in-merrow';
/** An analysis with every field. */
export const FERRY = {
  id: 'ferry',
  url: '/analysis/ferry-talks',
  headline: 'Ferry talks resume without the crews',
  summary: 'Both governments return to the table; the unions are not invited.',
  lens: 'global-power-plays',
  type: 'Reporting',
  published: '2026-07-02',
  updated: '2026-07-03',
  readMinutes: 3,
  outlet: 'Northern Ledger – World',
  sources: [
    FERRY_PAGE,
    { url: 'https://ledger-europe.example/ferry-talks-resume-in-merrow', outlet: 'Ledger Europe' },
  ],
  sourceHeadline: 'Ferry talks resume in Merrow as strait stays closed',
  topics: [{ name: 'shipping', url: '/topics/shipping' }, 'labour'],
};
/** An analysis with few fields. */
export const PORTS = {
  id: 'ports',
  url: '/analysis/port-fee-holiday',
  headline: 'A port fee holiday for one shipping line',
  lens: 'rulebook',
  published: '2026-07-01',
  outlet: 'Harbour Courier',
  sources: ['https://harbour-courier.example/2026/06/30/port-fee-holiday/'],
  topics: [],
};
const SCHOOL_APP = 'https://quiet-gazette.example/education/2026/06/school-app-contract';
/** Two analyses of one article. */
export const CONTRACT = {
  id: 'contract',
  url: '/analysis/school-app-contract',
  headline: 'One supplier for every classroom',
  summary: 'The contract was awarded without a tender.',
  lens: 'rulebook',
  published: '2026-06-20',
  outlet: 'Quiet Gazette',
  sources: [SCHOOL_APP],
  topics: ['schools'],
};
export const CONSENT = {
  id: 'consent',
  url: '/analysis/school-app-consent',
  headline: 'Parents cannot opt out of the school app',
  lens: 'hidden-wiring',
  published: '2026-06-18',
  outlet: 'Quiet Gazette',
  sources: ['https://quiet-gazette.example/data/2026/school-app', SCHOOL_APP],
  topics: [],
};
/** An analysis whose text is in a separate file, which is fetched only on demand. */
export const RESERVOIR = {
  id: 'reservoir',
  url: '/analysis/reservoir-plan',
  document: 'https://noligarchy.us/.well-known/civic-lens/analyses/reservoir.json',
  headline: 'The reservoir plan assumes rain',
  lens: 'rulebook',
  published: '2026-05-12',
  outlet: 'Quiet Gazette',
  sources: ['https://quiet-gazette.example/water/2026/05/11/reservoir-plan-2050'],
  sourceHeadline: 'Water board adopts reservoir plan for 2050',
  topics: [],
};
/** An analysis whose card names neither an outlet nor a separate file with the text. */
export const CABLE = {
  id: 'cable',
  url: '/analysis/cable-landing',
  headline: 'Who owns the new cable landing',
  lens: 'hidden-wiring',
  published: '2026-05-03',
  sources: ['https://quiet-gazette.example/tech/2026/05/02/cable-landing-site-sold'],
  topics: [],
};

/** Analyses that a later sync brings. */
export const NEWS = [
  ['canal', 'Canal tolls rise by a third'],
  ['treaty', 'A treaty for the old pipeline'],
  ['grain', 'Grain ships wait outside the port'],
  ['salt', 'A road through the salt flats'],
  ['quay', 'The quay is leased again'],
].map(([id = '', headline], n) => ({
  id,
  url: `/analysis/${id}`,
  headline,
  lens: 'global-power-plays',
  published: `2026-07-03T0${9 - n}:00:00Z`,
  outlet: 'Quiet Gazette',
  sources: [`https://quiet-gazette.example/2026/07/03/${id}`],
  topics: [],
}));

export const LENSES = [
  {
    id: 'global-power-plays',
    name: 'Global Power Plays',
    url: '/lens/global-power-plays',
    description: 'Who moves whom across borders.',
  },
  { id: 'rulebook', name: 'The Rulebook', url: '/lens/rulebook' },
  { id: 'hidden-wiring', name: 'Hidden Wiring', url: '/lens/hidden-wiring' },
];

const paragraph = (...content: unknown[]): object => ({ type: 'paragraph', content });

/** Returns the document of an analysis. Its text has paragraphs, a heading, a quote, a list and some inlines. */
export function documentOf(card: { readonly id: string }, first?: string): object {
  return {
    card,
    sections: [
      {
        heading: 'What happened',
        blocks: [
          first === undefined
            ? paragraph('The talks ', { type: 'emphasis', content: ['resumed'] }, ' on Monday.')
            : paragraph(first),
          { type: 'heading', level: 3, content: ['On board'] },
          { type: 'quote', blocks: [paragraph('“One ship at a time.”')] },
        ],
      },
      {
        heading: 'What to watch next',
        blocks: [
          {
            type: 'list',
            ordered: false,
            items: [
              [
                paragraph('The wording on ', {
                  type: 'link',
                  href: 'https://gazette.example/detention',
                  content: ['detention'],
                }),
              ],
              [paragraph({ type: 'strong', content: ['The next'] }, ' sailing')],
            ],
          },
        ],
      },
    ],
    attribution: [paragraph(`NOLIGARCHY.US analysed reporting of another outlet (${card.id}).`)],
  };
}
