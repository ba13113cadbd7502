import { describe, expect, it } from 'vitest';
import { documentPath } from '../../../lib/build-index/analysis-files.ts';
import { type BuildOptions, type BuildReport, buildIndex } from '../../../lib/build-index/build-index.ts';
import { analyses } from '../../sample/content.ts';
import { edit, filesIn, NOW, type PlainSite, publish, startPlainSite, withSampleSite } from './plain-site.ts';

let site: PlainSite;
let out: string;
withSampleSite((newSite, folder) => {
  [site, out] = [newSite, folder];
});

const build = (options: Partial<BuildOptions> = {}): Promise<BuildReport> =>
  buildIndex({ site: site.address, out, pace: 0, now: NOW, texts: true, ...options });
/** Returns the ids of all analyses, taken from the names of their documents. */
const ids = (): string[] =>
  [...filesIn(out).keys()].flatMap((path) => /analyses\/(.*)\.json$/.exec(path)?.[1] ?? []);

describe('--since', () => {
  it('reads only newer analyses', async () => {
    await build({ since: '2026-06-15' });
    const expected = analyses.filter(({ published }) => published >= '2026-06-15').map(({ id }) => id);
    expect(new Set(ids())).toEqual(new Set(expected));
    expect(site.paths()).not.toContain('/analysis/satellite-tender');
  });

  it('keeps older months, and the older cards of the same month', async () => {
    await build();
    const before = filesIn(out);
    edit(site, '/analysis/satellite-tender', 'Five governments', 'Six governments');
    const report = await build({ since: '2026-06-15', fresh: true });
    expect(filesIn(out)).toEqual(before);
    expect(report).toMatchObject({ analyses: analyses.length, months: 3, withdrawn: [] });
  });
});

describe('a run writes nothing', () => {
  it.each([
    [
      'if no page is an analysis',
      () =>
        publish(
          site,
          analyses.map(({ id }) => id),
        ),
      /^found no analysis on \d+ pages$/,
    ],
    ['if the site names no page', () => site.files.clear(), /^found no analysis; .* answers 404$/],
    [
      'if robots.txt forbids the site',
      () => void site.files.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /' }),
      /^robots.txt does not allow the home page$/,
    ],
    [
      'if robots.txt fails',
      () => void site.instead.set('/robots.txt', (response) => void response.writeHead(500).end()),
      /^robots.txt answers 500, so the tool may not read the site now$/,
    ],
    [
      'if robots.txt asks for a pause',
      () =>
        void site.instead.set(
          '/robots.txt',
          (response) => void response.writeHead(429, { 'retry-after': '0' }).end(),
        ),
      /^robots.txt answers 429, so the tool may not read the site now$/,
    ],
    [
      'if robots.txt is on another site',
      () =>
        void site.instead.set('/robots.txt', (response) => {
          response.writeHead(302, { location: 'https://elsewhere.example/robots.txt' }).end();
        }),
      /^robots.txt redirects to another site, .*, so the tool may not read the site now$/,
    ],
  ])('%s', async (_, happens, reason) => {
    await build();
    const before = filesIn(out, true);
    happens();
    await expect(build({ fresh: true })).rejects.toThrow(reason);
    expect(filesIn(out, true)).toEqual(before);
  });

  it('if the folder contains the index of another publication', async () => {
    await build();
    const other = await startPlainSite();
    await expect(buildIndex({ site: other.address, out, pace: 0 })).rejects.toThrow(
      `holds the index of ${site.address}`,
    );
    other.close();
  });
});

describe('an interrupted run', () => {
  it('has saved the pages that it read, so that the next run can use them', async () => {
    const others = Array.from({ length: 100 }, (_, n) => `/about/${n}`);
    for (const path of others) site.files.set(path, { type: 'text/html', body: '<h1>About us</h1>' });
    const entries = others.map((path) => `<url><loc>${site.address}${path.slice(1)}</loc></url>`);
    edit(site, '/sitemap-1.xml', '</urlset>', `${entries.join('')}</urlset>`);
    const stop = () => {
      throw new Error('broken off');
    };
    await expect(build({ onProgress: stop })).rejects.toThrow('broken off');
    expect([...filesIn(out).keys()].some((path) => path.endsWith('index.json'))).toBe(false);
    site.asked.length = 0;
    expect((await build()).analyses).toBe(18);
    expect(site.paths().filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });
});

describe('the document of an analysis', () => {
  it.each([
    ['us-iran-talks-qatar', 'analyses/us-iran-talks-qatar.json'],
    ['2026_07.talks~2', 'analyses/2026_07.talks~2.json'],
    ['con-artists', 'analyses/con-artists.json'],
  ])('with the id %s is %s', (id, path) => {
    expect(documentPath(id)).toBe(path);
  });

  it.each([
    ['../../../etc/passwd', /^analyses\/etc-passwd-[0-9a-f]{16}\.json$/],
    ['2026/07/02?page=talks', /^analyses\/2026-07-02-page-talks-[0-9a-f]{16}\.json$/],
    ['Talks', /^analyses\/talks-[0-9a-f]{16}\.json$/],
    ['переговоры', /^analyses\/[0-9a-f]{16}\.json$/],
    ['x'.repeat(300), /^analyses\/x{80}-[0-9a-f]{16}\.json$/],
    ['nul', /^analyses\/nul-[0-9a-f]{16}\.json$/],
    ['com1.talks', /^analyses\/com1-talks-[0-9a-f]{16}\.json$/],
  ])('with the id %s has a safe and unique name', (id, path) => {
    expect(documentPath(id)).toMatch(path);
    expect(documentPath(id)).not.toBe(documentPath(`${id}x`));
  });
});
