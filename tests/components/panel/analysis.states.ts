import type { MatchReason } from '../../../lib/index/match.ts';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { pageAt, removeSidePanel, visit } from '../browser-and-tab.ts';
import { receiveIndex } from '../publication.ts';
import { CURSOR, FERRY_HEADINGS, JUMPS, REASON, reading, TEXT_HEADINGS, WRONG } from '../reading.ts';
import { FERRY, FERRY_PAGE, PORTS } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import {
  after,
  FERRY_TITLE,
  ferryInPopup,
  ferryPage,
  on,
  POPUP,
  siteSwitch,
  whileReading,
} from './popup-page.ts';

/* States of the popup on an analysed article, with the reason why it shows the analysis. */

const ARABIC = {
  headline: 'ارتفاع رسوم القناة بمقدار الثلث',
  summary: 'المجلس الذي رفع الرسوم يشتري المرور أيضا.',
  outlet: 'جريدة المرفأ',
};

export const ANALYSIS: readonly PageState[] = [
  {
    state: 'shows every fact that an analysis contains',
    page: POPUP,
    prepare: on(ferryPage()),
    said:
      'Save Original Ferry talks resume without the crews 3 min yesterday updated today Northern Ledger – ' +
      'World This article Both governments return to the table; the unions are not invited. Happened Watch ' +
      'What happened The talks resumed on Monday. On board “One ship at a time.” What to watch next The ' +
      'wording on detention The next sailing Where this comes from NOLIGARCHY.US analysed reporting of ' +
      'another outlet (ferry). Details Lens Global Power Plays Type Reporting Published 2 July 2026 Updated ' +
      '3 July 2026 Read time 3 minutes Source Northern Ledger – World Topics shipping labour Also published ' +
      'at Ledger Europe Follow Northern Ledger – World Open on NOLIGARCHY.US Archived copy ' +
      '(web.archive.org) More from Global Power Plays ' +
      'All issues Subscribe Global Power Plays Follow',
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
    also: {
      title: 'Civic Lens',
      live: [],
      marks: { state: 'matched' },
      hints: { Save: 'Keeps this analysis in your library, also offline' },
      links: {
        detention: 'https://gazette.example/detention',
        shipping: `${location.origin}/library.html#topic=shipping`,
        labour: `${location.origin}/library.html#topic=labour`,
        'Global Power Plays': `${location.origin}/library.html#lens=global-power-plays`,
        'Northern Ledger – World': `${location.origin}/library.html#outlet=Northern%20Ledger%20%E2%80%93%20World`,
        'Ledger Europe': 'https://ledger-europe.example/ferry-talks-resume-in-merrow',
        'Open on NOLIGARCHY.US': 'https://noligarchy.us/analysis/ferry-talks',
        'Archived copy (web.archive.org)': `https://web.archive.org/web/${FERRY_PAGE}`,
        'More from Global Power Plays': 'https://noligarchy.us/lens/global-power-plays',
        'All issues': 'https://noligarchy.us/issues',
        Subscribe: 'https://noligarchy.us/subscribe',
        'Read the original at Northern Ledger – World': FERRY_PAGE,
      },
    },
  },
  {
    state: 'shows an analysis without a lens',
    page: POPUP,
    prepare: async () => {
      await receiveIndex({ changed: { ports: { lens: null } } });
      visit(pageAt(PORTS.sources[0] ?? ''));
    },
    said:
      'Save Original A port fee holiday for one shipping line 2 days ago Harbour Courier This article ' +
      'Happened Watch What happened The talks resumed on Monday. On board “One ship at a time.” What to ' +
      'watch next The wording on detention The next sailing Where this comes from NOLIGARCHY.US analysed ' +
      'reporting of another outlet (ports). Details Published 1 July 2026 Source Harbour Courier Follow ' +
      'Harbour Courier Open on NOLIGARCHY.US Archived copy (web.archive.org) All issues Subscribe NOLIGARCHY.US',
    offered: whileReading(reading(undefined, 'Harbour Courier', ...JUMPS, 'link "detention"')),
    headings: [PORTS.headline, ...TEXT_HEADINGS, 'Details'],
  },
  {
    state: 'shows texts of an English publication in their own direction',
    page: POPUP,
    prepare: async () => {
      await receiveIndex({ changed: { ports: ARABIC } });
      visit(pageAt(PORTS.sources[0] ?? ''));
    },
    said: [],
    offered: whileReading(reading('The Rulebook', ARABIC.outlet, ...JUMPS, 'link "detention"'), {
      lens: 'The Rulebook',
    }),
    headings: [ARABIC.headline, ...TEXT_HEADINGS, 'Details'],
    also: {
      otherDirection: [
        // The box around a headline or summary has the direction of its text, on which the place of "more" depends. The
        // box has no language.
        `: ${ARABIC.headline}`,
        `und-Arab: ${ARABIC.outlet}`,
        `: ${ARABIC.summary}`,
        `und-Arab: ${ARABIC.outlet}`,
      ],
    },
  },
  {
    state: 'shows an analysis with the required fields only',
    page: POPUP,
    prepare: on(pageAt(PORTS.sources[0] ?? '')),
    said:
      'Save Original A port fee holiday for one shipping line 2 days ago Harbour Courier This article ' +
      'Happened Watch What happened The talks resumed on Monday. On board “One ship at a time.” What to ' +
      'watch next The wording on detention The next sailing Where this comes from NOLIGARCHY.US analysed ' +
      'reporting of another outlet (ports). Details Lens The Rulebook Published 1 July 2026 Source Harbour ' +
      'Courier Follow Harbour Courier Open on NOLIGARCHY.US Archived copy (web.archive.org) More from The ' +
      'Rulebook All issues Subscribe ' +
      'The Rulebook Follow',
    offered: whileReading(reading('The Rulebook', 'Harbour Courier', ...JUMPS, 'link "detention"'), {
      lens: 'The Rulebook',
    }),
    headings: [PORTS.headline, ...TEXT_HEADINGS, 'Details'],
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'does not offer the side panel inside the side panel',
    page: '/sidepanel.html',
    prepare: on(ferryPage()),
    said: [],
    offered: ferryInPopup({ beside: false }),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'does not offer the side panel in a browser without one',
    page: POPUP,
    prepare: after(removeSidePanel, ferryPage()),
    said: [],
    offered: ferryInPopup({ beside: false }).filter((name) => name !== CURSOR),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'shows the analysis on its own page, with a link to the original',
    page: POPUP,
    prepare: on(pageAt('https://noligarchy.us/analysis/ferry-talks')),
    steps: ['button "This page"'],
    said: ['This page is the analysis.'],
    offered: ferryInPopup({ reason: ['button "This page" expanded'] }),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
];

/** For each reason of a match: a page that matches for this reason, and the sentence about it. */
const REASONS: Readonly<
  Record<Exclude<MatchReason, 'headline' | 'reader'>, readonly [PageIdentity, string]>
> = {
  address: [pageAt(`${FERRY_PAGE}?utm_source=letter`), 'This is the article it analyses.'],
  wrapped: [
    pageAt(`https://web.archive.org/web/20260702/${FERRY_PAGE}`),
    'This is a cached, translated or archived copy of the article it analyses.',
  ],
  canonical: [
    pageAt('https://www.northern-ledger.example/world/ferries?id=41', {
      claims: [{ by: 'canonical', address: FERRY_PAGE }],
      headlines: FERRY_TITLE,
    }),
    'The page says it is a copy of that article.',
  ],
  'og:url': [
    pageAt('https://www.northern-ledger.example/world/ferries', {
      claims: [{ by: 'og:url', address: FERRY_PAGE }],
      headlines: FERRY_TITLE,
    }),
    'The page says it is that article.',
  ],
  'json-ld': [
    pageAt('https://www.northern-ledger.example/world/ferries', {
      articles: [{ addresses: [FERRY_PAGE], headline: FERRY.sourceHeadline }],
      headlines: FERRY_TITLE,
    }),
    'The page describes itself as that article.',
  ],
  amphtml: [
    pageAt('https://www.northern-ledger.example/world/ferries', {
      claims: [{ by: 'amphtml', address: FERRY_PAGE }],
      headlines: FERRY_TITLE,
    }),
    'Another version of this page is that article.',
  ],
  alias: [
    pageAt('https://ledger-europe.example/ferry-talks-resume-in-merrow'),
    'This is another address of the article it analyses.',
  ],
};

const SYNDICATED = pageAt('https://inland-herald.example/wire/ferry-talks-resume-in-merrow', {
  claims: [{ by: 'canonical', address: FERRY_PAGE }],
  headlines: FERRY_TITLE,
});

const EDITED = ['Strait stays closed while Merrow ferry crews wait'];

export const BECAUSE: readonly PageState[] = [
  ...Object.entries(REASONS).map(([reason, [page, sentence]]) => [reason, page, sentence] as const),
  [
    'address, with another headline',
    ferryPage({ headlines: EDITED }),
    'This is the article it analyses. The headline has been edited since.',
  ] as const,
  ['syndicated', SYNDICATED, 'This is a copy of an article by Northern Ledger – World.'] as const,
  [
    'syndicated, with another headline',
    { ...SYNDICATED, headlines: EDITED },
    'This is a copy of an article by Northern Ledger – World. The headline has been edited since.',
  ] as const,
].map(([reason, page, sentence]) => ({
  state: `by ${reason}`,
  page: POPUP,
  prepare: on(page),
  steps: [REASON.replace(' collapsed', '')],
  said: [sentence],
  offered: ferryInPopup({
    reason: [
      'button "This article" expanded',
      WRONG,
      siteSwitch(new URL(page.address).hostname.replace('www.', '')),
    ],
  }),
  headings: FERRY_HEADINGS,
  also: { marks: { state: 'matched' } },
}));
