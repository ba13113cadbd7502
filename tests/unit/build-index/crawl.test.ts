import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../../lib/build-index/build-index.ts';
import { buildReport, problemsOf } from '../../../lib/build-index/report.ts';
import { edit, NOW, type PlainSite, publish, withSampleSite } from './plain-site.ts';

let site: PlainSite;
let out: string;
withSampleSite((newSite, folder) => {
  [site, out] = [newSite, folder];
});

const build = () => buildIndex({ site: site.address, out, pace: 0, now: NOW });
const forbid = (rules: string): void =>
  void site.files.set('/robots.txt', {
    type: 'text/plain',
    body: `${rules}\n\nSitemap: ${site.address}sitemap.xml\n`,
  });

describe('a crawl', () => {
  it('requests nothing twice, and sends its User-Agent', async () => {
    await build();
    expect(new Set(site.paths()).size).toBe(site.paths().length);
    expect(new Set(site.asked.map(({ headers }) => headers['user-agent']))).toEqual(
      new Set([
        expect.stringMatching(/^CivicLens-build-index\/\d+\.\d+\.\d+ \(\+http:\/\/127\.0\.0\.1:\d+\/\)$/),
      ]),
    );
  });

  it.each([
    ['all agents', 'User-agent: *\nDisallow: /analysis/satellite'],
    ['CivicLens', 'User-agent: CivicLens\nDisallow: /analysis/satellite\n\nUser-agent: *\nDisallow:'],
  ])('leaves out pages that robots.txt forbids to %s, and reports them', async (_, rules) => {
    forbid(rules);
    const report = await build();
    expect(site.paths()).not.toContain('/analysis/satellite-tender');
    expect(problemsOf(report)).toEqual([
      {
        address: `${site.address}analysis/satellite-tender`,
        why: 'is not allowed by robots.txt',
        isKept: false,
      },
    ]);
  });

  it('ignores rules for other agents', async () => {
    forbid('User-agent: Googlebot\nDisallow: /');
    expect(problemsOf(await build())).toEqual([]);
  });

  it('works without robots.txt, feed and home page', async () => {
    for (const path of ['/robots.txt', '/', '/feed.xml', '/atom.xml', '/feed.json']) site.files.delete(path);
    const report = await build();
    expect(report.analyses).toBe(18);
    expect(report.crawl.failures).toEqual([{ address: site.address, why: 'answers 404', isKept: false }]);
  });

  it('works without sitemaps, and notices the withdrawal of a page that a feed named earlier', async () => {
    for (const path of ['/sitemap.xml', '/robots.txt']) site.files.delete(path);
    expect((await build()).analyses).toBe(10);
    publish(site, ['ferry-talks-merrow-strait']);
    for (const path of ['/sitemap.xml', '/robots.txt']) site.files.delete(path);
    const report = await build();
    // After the withdrawal, the feed names another analysis, so the index still has ten analyses.
    expect(report).toMatchObject({
      analyses: 10,
      withdrawn: [`${site.address}analysis/ferry-talks-merrow-strait`],
    });
  });

  it('treats pages with the same canonical address as one page', async () => {
    const page = site.files.get('/analysis/satellite-tender');
    if (page) site.files.set('/print/satellite-tender', page);
    edit(
      site,
      '/sitemap-1.xml',
      '</urlset>',
      `<url><loc>${site.address}print/satellite-tender</loc></url></urlset>`,
    );
    const report = await build();
    expect(report.analyses).toBe(18);
    expect(problemsOf(report)).toEqual([]);
  });

  it('reports the requests, the failed pages, the files, the cards, and the analyses that are gone', async () => {
    site.instead.set('/analysis/satellite-tender', (response) => void response.writeHead(500).end());
    const text = buildReport(await build());
    expect(text.replaceAll(site.address, '/').split('\n')).toEqual([
      expect.stringMatching(/^\d+ requests: requested 26 pages, 0 of them unchanged; knows 25 pages\.$/),
      'Could not be read:',
      '  /analysis/satellite-tender answers 500.',
      '8 pages without an analysis (--verbose lists them).',
      'Wrote 21 files, removed 0.',
      'The index has 17 cards in 3 months.',
      '',
    ]);
    site.instead.clear();
    await build();
    site.instead.set('/analysis/satellite-tender', (response) => void response.writeHead(500).end());
    publish(site, ['cable-landing']);
    expect(buildReport(await build(), true)).toContain(
      `No longer in the index:\n  ${site.address}analysis/cable-landing\n`,
    );
  });
});
