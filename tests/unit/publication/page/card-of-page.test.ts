import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../lib/analysis/content-blocks.ts';
import { type Card, readCard } from '../../../../lib/index/card.ts';
import { readManifest } from '../../../../lib/index/manifest.ts';
import {
  type AnalysisPage,
  readAnalysisContent,
  readAnalysisPage,
} from '../../../../lib/publication/page/analysis-page.ts';
import { cardOfPage } from '../../../../lib/publication/page/card-of-page.ts';
import { publicationSite } from '../../../sample/publication.ts';

const PUBLICATION = 'https://publication.example/';
const sample = publicationSite(PUBLICATION, (source) => `https://${source.replace(':', '.example')}`);
const fileOf = (path: string): string => sample.get(path)?.body ?? '';
const indexed = [...sample]
  .filter(([path]) => path.includes('/segments/'))
  .flatMap(([path, { body }]) =>
    (JSON.parse(body) as { cards: unknown[] }).cards.map((card) =>
      readCard(card, new URL(path, PUBLICATION).href),
    ),
  )
  .filter((card): card is Card => typeof card !== 'string');
const manifest = readManifest(
  JSON.parse(fileOf('/.well-known/civic-lens/index.json')),
  new URL('.well-known/civic-lens/index.json', PUBLICATION).href,
);

/** Leaves out absent fields, and `document`, which pages do not state. */
const shown = (card: Card): unknown => JSON.parse(JSON.stringify({ ...card, document: undefined }));

describe('the sample publication', () => {
  it('has enough analyses to compare', () => {
    expect(indexed.length).toBeGreaterThan(10);
    expect(indexed.some(({ updated }) => updated)).toBe(true);
    expect(indexed.some(({ sources }) => sources.length > 1)).toBe(true);
  });

  it.each(indexed.map((card) => [card.id, card] as const))(
    'has, on the page %s, the same card as in its index',
    (_, card) => {
      const page = readAnalysisPage(fileOf(new URL(card.url).pathname), card.url);
      const read = page && cardOfPage(page, PUBLICATION);
      if (typeof read !== 'object') throw new Error(read);
      expect(shown(read.card)).toEqual(shown(card));
      const lens =
        typeof manifest === 'string' ? undefined : manifest.lenses.find(({ id }) => id === card.lens);
      expect(read.lens).toEqual({ id: lens?.id, name: lens?.name, url: lens?.url });
    },
  );

  it('has, on each page, the same text as in its index', () => {
    const documents = [...sample].filter(([path]) => path.includes('/analyses/'));
    expect(documents).toHaveLength(indexed.filter(({ document }) => document).length);
    for (const [, { body }] of documents) {
      const { card, sections, attribution } = JSON.parse(body);
      const page = readAnalysisPage(fileOf(new URL(card.url).pathname), card.url);
      expect(page?.sections.map(({ heading, blocks }) => [heading, plainText(blocks)])).toEqual(
        sections.map(({ heading, blocks }: AnalysisPage['sections'][number]) => [heading, plainText(blocks)]),
      );
      expect(plainText(page?.attribution ?? [])).toBe(plainText(attribution));
    }
  });

  it.each([
    '/',
    '/issues',
    '/subscribe',
    '/lens/global-power-plays',
    '/lens/money-trails',
    '/lens/common-ground',
  ])('has no analysis at %s', (path) => {
    expect(fileOf(path)).toContain('<h1>');
    expect(readAnalysisPage(fileOf(path), new URL(path, PUBLICATION).href)).toBeUndefined();
  });
});

const PAGE: AnalysisPage = {
  headline: 'Talks',
  url: 'https://publication.example/2026/07/talks-in-ostrel/',
  lens: { name: 'Global Power Plays', url: 'https://publication.example/lens/global-power-plays/' },
  published: '2026-07-02',
  sources: [],
  topics: [],
  sections: [],
  attribution: [],
};

const cardFrom = (change: Partial<AnalysisPage>): Card => {
  const read = cardOfPage({ ...PAGE, ...change }, PUBLICATION);
  if (typeof read === 'string') throw new Error(read);
  return read.card;
};
const lensId = (name: string, url?: string): string | undefined =>
  cardFrom({ lens: url ? { name, url: new URL(url, PUBLICATION).href } : { name } }).lens;

describe('cardOfPage', () => {
  it.each([
    ['/talks-in-ostrel', 'talks-in-ostrel'],
    ['/2026/07/talks-in-ostrel/', 'talks-in-ostrel'],
    ['/2026/07/talks.html', 'talks'],
    ['/talks/index.html', 'talks'],
    ['/talks/index.php', 'talks'],
    ['/analysis/%E0%A4%B5%E0%A4%BE%E0%A4%B0%E0%A5%8D%E0%A4%A4%E0%A4%BE', 'वार्ता'],
    ['/2026/07/02', '2026/07/02'],
    ['/2026/07/4411', '2026/07/4411'],
    ['/talks/page,2', 'talks/page,2'],
    ['/show?p=4411', 'show?p=4411'],
    ['/%FF/x%2Fy', '%FF/x/y'],
  ])('gives the analysis at %s the id "%s"', (path, id) => {
    expect(cardFrom({ url: new URL(path, PUBLICATION).href }).id).toBe(id);
  });

  it.each([
    ['Global Power Plays', '/lens/global-power-plays/', 'global-power-plays'],
    ['Global Power Plays', '/lenses/gpp.html', 'gpp'],
    ['Global Power Plays', '/?lens=3', 'global-power-plays'],
    ['Signal & Noise', undefined, 'signal-noise'],
    ['The People’s Purse', undefined, 'the-peoples-purse'],
    ['वैश्विक शक्ति', undefined, 'वैश्विक-शक्ति'],
    ['العدسة العالمية', undefined, 'العدسة-العالمية'],
  ])('gives the lens "%s" at %s the id "%s"', (name, url, id) => {
    expect(lensId(name, url)).toBe(id);
  });

  it.each([
    ['2026-07-02', undefined, '2026-07-02', undefined],
    ['2026-07-02T23:30:00-05:00', undefined, '2026-07-02', undefined],
    ['2026-07-02T08:00:00Z', '2026-07-02T09:00:00Z', '2026-07-02', '2026-07-02T09:00:00Z'],
    ['2026-07-02T08:00:00Z', '2026-07-02', '2026-07-02', undefined],
    ['2026-07-02', '2026-07-04', '2026-07-02', '2026-07-04'],
  ])(
    'with the dates %s (published) and %s (updated) gives a card with the dates %s and %s',
    (published, updated, day, change) => {
      const card = cardFrom(updated ? { published, updated } : { published });
      expect([card.published, card.updated]).toEqual([day, change]);
    },
  );

  it.each<[reason: RegExp, change: { [field in keyof AnalysisPage]?: AnalysisPage[field] | undefined }]>([
    [/no published date/, { published: undefined }],
    [/own site/, { url: 'https://elsewhere.example/talks' }],
    [/no path/, { url: PUBLICATION }],
  ])('returns the reason %s', (reason, change) => {
    expect(cardOfPage({ ...PAGE, ...change } as AnalysisPage, PUBLICATION)).toMatch(reason);
  });
});

describe('a page', () => {
  it.each<[what: string, lens: AnalysisPage['lens'] | undefined]>([
    ['that names no lens', undefined],
    ['whose lens has a name without letters', { name: '—' }],
  ])('%s has a card without a lens', (_, lens) => {
    const { lens: _lens, ...rest } = PAGE;
    expect(cardOfPage(lens ? { ...rest, lens } : rest, PUBLICATION)).toEqual({
      card: {
        id: 'talks-in-ostrel',
        url: 'https://publication.example/2026/07/talks-in-ostrel/',
        headline: 'Talks',
        published: '2026-07-02',
        sources: [],
        topics: [],
      },
    });
  });
});

describe('readAnalysisContent', () => {
  const content = `<p>Who gains.</p><h2>What happened</h2><p>They met.</p>
    <p><strong>Lens:</strong> <a href="/lens/money-trails">Money Trails</a></p>
    <p><strong>Published:</strong> July 2, 2026</p>
    <h2>Source attribution</h2><p>By The Mail.</p>
    <p><a href="https://mail.example/a/talks?utm_source=x">Read the original at The Mail</a></p>
    <h2>Reader paths</h2><p><a href="/t/money">money</a></p>`;
  const address = 'https://publication.example/talks';

  it.each([content, `<h1>Talks</h1>${content}`])('reads the content of a feed item', (html) => {
    expect(readAnalysisContent(html, address, ' Talks ')).toEqual({
      headline: 'Talks',
      summary: 'Who gains.',
      url: address,
      lens: { name: 'Money Trails', url: 'https://publication.example/lens/money-trails' },
      published: '2026-07-02',
      outlet: 'The Mail',
      sources: [{ url: 'https://mail.example/a/talks' }],
      topics: [{ name: 'money', url: 'https://publication.example/t/money' }],
      sections: [{ heading: 'What happened', blocks: [{ type: 'paragraph', content: ['They met.'] }] }],
      attribution: [{ type: 'paragraph', content: ['By The Mail.'] }],
    });
  });

  it.each<[what: string, before: string, after: string]>([
    ['at the top level', '', ''],
    ['at the top level, below the title', '<h1>Talks</h1><br>', ''],
    ['at the top level, below a paragraph', '<p>Analysis</p>', ''],
    ['in a wrapper', '<div>', '</div>'],
    ['in a wrapper with other elements', '<div><p>Analysis</p>', '<p>Analysis</p></div>'],
  ])('reads facts in lines of text %s', (_what, before, after) => {
    const lines = 'Lens: <a href="/lens/money-trails">Money Trails</a><br>Type: Reporting | Read time: 3 min';
    const page = readAnalysisContent(
      `${before}${lines}<br>Published: July 2, 2026<br>Source: The Mail${after}` +
        '<h2>What happened</h2><p>They met.</p>',
      address,
      'Talks',
    );
    expect(page).toEqual({
      headline: 'Talks',
      url: address,
      lens: { name: 'Money Trails', url: 'https://publication.example/lens/money-trails' },
      type: 'Reporting',
      published: '2026-07-02',
      readMinutes: 3,
      outlet: 'The Mail',
      sources: [],
      topics: [],
      sections: [{ heading: 'What happened', blocks: [{ type: 'paragraph', content: ['They met.'] }] }],
      attribution: [],
    });
  });

  it.each([
    ['', 'Talks'],
    [content, ''],
    ['<p>They met.</p>', 'Talks'],
    ['They met.', 'Talks'],
    ['<h2>What happened</h2><p>They met.</p>', 'Talks'],
  ])('finds no analysis in %j under the title %j', (html, headline) => {
    expect(readAnalysisContent(html, address, headline)).toBeUndefined();
  });
});
