import { analyses, unanalysed } from './content.ts';
import {
  ampPage,
  barePage,
  frontPage,
  newsPage,
  OUTLET_NAMES,
  type Story,
  shopPage,
  singlePageSite,
  webApp,
  wordPressPage,
} from './outlet-markup.ts';
import type { OutletAddress } from './publication.ts';

/** The sample outlets: news sites with good and bad habits of real sites. */

/** A page of an outlet, with the badge that the toolbar button must show on it. */
export interface OutletPage {
  /** Name of the page in tests. */
  readonly name: string;
  readonly address: string;
  /** Badge text in automatic mode. */
  readonly badge: '' | '1' | '2';
  readonly html: string;
  /** The address to which this address redirects. If it is set, `html` is empty. */
  readonly redirect?: string;
}

/**
 * Returns a function that turns "outlet:/path" into "http://outlet.localhost:port/path". The host of the outlet
 * `northern-ledger` begins with `www.`.
 */
export function outletsOn(port: number): OutletAddress {
  return (source) => {
    const [outlet = '', path = ''] = source.split(/:(.*)/s);
    const host = outlet === 'northern-ledger' ? 'www.northern-ledger' : outlet;
    return `http://${host}.localhost:${port}${path}`;
  };
}

/** Returns a page with another story, to serve at the address of an analysed article (a reused address). */
export function anotherStory(outlet: string): string {
  const { headline, article } = storyOf(
    unanalysed.find((candidate) => candidate.outlet === 'bayside-review'),
  );
  return newsPage(outlet, { headline, article, published: '2026-07-03' }, { openGraph: true });
}

/** Returns all pages of all outlets. */
export function outletPages(at: OutletAddress): OutletPage[] {
  const story = (id: string): Story => {
    const analysis = analyses.find((candidate) => candidate.id === id);
    if (!analysis) throw new Error(`no sample analysis "${id}"`);
    return { headline: analysis.sourceHeadline, article: analysis.article, published: analysis.published };
  };
  const address = (id: string, source = 0): string =>
    at(analyses.find((analysis) => analysis.id === id)?.sources[source] ?? '');
  const ferry = address('ferry-talks-merrow-strait');
  const portFees = address('port-fee-holiday');
  const busLane = address('bus-lane-reversal');
  const busLaneAmp = at('meridian-post:/amp/city/bus-lane-reversal-after-shop-protest.html');
  const orchard = unanalysed.find(({ outlet }) => outlet === 'civic-herald');
  const plain = (id: string, own = address(id)): OutletPage => ({
    name: id,
    address: own,
    badge: '1',
    html: wordPressPage(at, outletOf(own), own, story(id)),
  });

  return [
    { ...plain('port-fee-holiday'), name: 'a plain article' },
    {
      ...plain('port-fee-holiday'),
      name: 'tracking parameters',
      address: `${portFees}?utm_source=letter&utm_medium=email&fbclid=IwAR0x`,
    },
    { ...plain('water-meter-bylaw'), name: 'a second article of the outlet' },
    {
      name: 'a forwarded address',
      address: at('harbour-courier:/r/8812'),
      badge: '1',
      html: '',
      redirect: portFees,
    },
    {
      name: 'a mobile host',
      address: ferry.replace('www.', 'm.'),
      badge: '1',
      html: newsPage('northern-ledger', story('ferry-talks-merrow-strait'), {}),
    },
    {
      name: 'a desktop host',
      address: ferry,
      badge: '1',
      html: newsPage('northern-ledger', story('ferry-talks-merrow-strait'), {
        canonical: ferry,
        openGraph: true,
        ogUrl: ferry,
      }),
    },
    {
      name: 'an article with an AMP form',
      address: busLane,
      badge: '1',
      html: newsPage('meridian-post', story('bus-lane-reversal'), {
        canonical: busLane,
        amphtml: busLaneAmp,
        openGraph: true,
      }),
    },
    {
      name: 'the AMP form',
      address: busLaneAmp,
      badge: '1',
      html: ampPage('meridian-post', story('bus-lane-reversal'), busLane),
    },
    {
      name: 'an AMP cache',
      address: `https://meridian--post-localhost.cdn.ampproject.org/c/${busLaneAmp.replace('http://', '')}`,
      badge: '1',
      html: ampPage('meridian-post', story('bus-lane-reversal'), busLane),
    },
    {
      name: 'a syndicated copy',
      address: at('valley-wire:/wire/ferry-talks-resume'),
      badge: '1',
      html: newsPage('valley-wire', story('ferry-talks-merrow-strait'), {
        canonical: ferry,
        openGraph: true,
      }),
    },
    {
      name: 'the same headline elsewhere',
      address: at('bayside-review:/features/strait-ferry-report'),
      badge: '',
      html: newsPage('bayside-review', story('ferry-talks-merrow-strait'), { openGraph: true }),
    },
    { ...plain('rail-timetable-by-riders'), name: 'the first of two addresses' },
    {
      ...plain('rail-timetable-by-riders', address('rail-timetable-by-riders', 1)),
      name: 'the second of two addresses',
    },
    {
      name: 'no metadata',
      address: address('pension-fund-vote'),
      badge: '1',
      html: barePage(story('pension-fund-vote')),
    },
    {
      name: 'no metadata, another article',
      address: address('reservoir-plan-2050'),
      badge: '1',
      html: barePage(story('reservoir-plan-2050')),
    },
    {
      name: 'two analyses',
      address: address('school-app-data'),
      badge: '2',
      html: wordPressPage(at, 'civic-herald', address('school-app-data'), story('school-app-data')),
    },
    {
      name: 'a canonical at the home page',
      address: address('quarry-permit-renewal'),
      badge: '1',
      html: newsPage('civic-herald', story('quarry-permit-renewal'), { canonical: at('civic-herald:/') }),
    },
    {
      name: 'an empty canonical',
      address: address('night-mayor'),
      badge: '1',
      html: newsPage('civic-herald', story('night-mayor'), { canonical: '' }),
    },
    {
      name: 'a relative canonical',
      address: `${address('satellite-tender')}?from=front`,
      badge: '1',
      html: newsPage('northern-ledger', story('satellite-tender'), {
        canonical: new URL(address('satellite-tender')).pathname,
      }),
    },
    {
      name: 'a canonical of another article',
      address: at('civic-herald:/region/orchard-prize-shared'),
      badge: '',
      html: newsPage(
        'civic-herald',
        { ...storyOf(orchard), published: '2026-06-14' },
        { canonical: address('night-mayor'), openGraph: true },
      ),
    },
    { ...plain('grain-export-quota'), name: 'an updated analysis' },
    { ...plain('poll-weighting-review'), name: 'a section below politics' },
    { ...plain('cable-landing'), name: 'an analysis without a document' },
    ...['flood-rumour-recall', 'court-backlog-plan', 'seed-library-network'].map(
      (id): OutletPage => ({
        name: `a single-page site: ${id}`,
        address: address(id),
        badge: '1',
        html: singlePageSite(at, address(id)),
      }),
    ),
    {
      name: 'a single-page site: home',
      address: at('daily-prism:/'),
      badge: '',
      html: singlePageSite(at, at('daily-prism:/')),
    },
    ...unanalysed
      .filter(({ outlet }) => outlet !== 'civic-herald')
      .map(({ outlet, path, headline, article }): OutletPage => {
        const own = at(`${outlet}:${path}`);
        return {
          name: `nobody analysed: ${outlet}`,
          address: own,
          badge: '',
          html:
            outlet === 'daily-prism'
              ? singlePageSite(at, own)
              : wordPressPage(at, outlet, own, { headline, article, published: '2026-06-29' }),
        };
      }),
    ...Object.keys(OUTLET_NAMES)
      .filter((outlet) => outlet !== 'daily-prism')
      .map(
        (outlet): OutletPage => ({
          name: `home of ${outlet}`,
          address: at(`${outlet}:/`),
          badge: '',
          html: frontPage(at, outlet, OUTLET_NAMES[outlet] ?? ''),
        }),
      ),
    {
      name: 'a section front',
      address: at('harbour-courier:/politics/'),
      badge: '',
      html: frontPage(at, 'harbour-courier', 'Politics'),
    },
    {
      name: 'a search page',
      address: at('harbour-courier:/?s=port+fees'),
      badge: '',
      html: frontPage(at, 'harbour-courier', 'Search: port fees'),
    },
    {
      name: 'a shop page',
      address: at('harbour-shop:/products/enamel-mug?variant=4410'),
      badge: '',
      html: shopPage(),
    },
    { name: 'a web app', address: at('board-app:/#/board/12'), badge: '', html: webApp() },
  ];
}

function storyOf(
  article: { headline: string; article: readonly string[] } | undefined,
): Omit<Story, 'published'> {
  return { headline: article?.headline ?? '', article: article?.article ?? [] };
}

function outletOf(address: string): string {
  return new URL(address).hostname.replace(/^(?:www|m)\./, '').replace('.localhost', '');
}
