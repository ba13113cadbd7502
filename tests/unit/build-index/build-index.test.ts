import { createHash } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAnalysis } from '../../../lib/analysis/analysis.ts';
import { type BuildOptions, type BuildReport, buildIndex } from '../../../lib/build-index/build-index.ts';
import { problemsOf } from '../../../lib/build-index/report.ts';
import { type Card, readCard } from '../../../lib/index/card.ts';
import { type Manifest, manifestAddress, readManifest } from '../../../lib/index/manifest.ts';
import { packSegment } from '../../../lib/index/segment.ts';
import { analyses } from '../../sample/content.ts';
import { publicationSite } from '../../sample/publication.ts';
import { edit, filesIn, NOW, outlet, type PlainSite, publish, withSampleSite } from './plain-site.ts';

const INDEX = '.well-known/civic-lens/';
const CACHE = '.civic-lens-cache.json';

let site: PlainSite;
let out: string;
withSampleSite((newSite, folder) => {
  [site, out] = [newSite, folder];
});

const build = (options: Partial<BuildOptions> = {}): Promise<BuildReport> =>
  buildIndex({ site: site.address, out, pace: 0, now: NOW, texts: true, ...options });
const fileAt = (path: string): string => filesIn(out).get(INDEX + path) ?? '';
const manifest = (): Manifest => {
  const read = readManifest(JSON.parse(fileAt('index.json')), manifestAddress(site.address));
  if (typeof read === 'string') throw new Error(read);
  return read;
};
const base = (): string => new URL('.', manifestAddress(site.address)).href;
const cards = (): Card[] =>
  manifest().segments.flatMap(({ url }) =>
    (JSON.parse(fileAt(url.slice(base().length))) as { cards: unknown[] }).cards.map((card) => {
      const read = readCard(card, url);
      if (typeof read === 'string') throw new Error(read);
      return read;
    }),
  );
const ids = (): string[] => cards().map(({ id }) => id);
const names = (): string[] => [...filesIn(out).keys()].map((path) => path.slice(INDEX.length));
const problems = (report: BuildReport): string[] =>
  problemsOf(report).map(
    ({ address, why, isKept }) => `${new URL(address).pathname} ${why}${isKept ? ' (kept)' : ''}`,
  );

describe('an index of the sample’s plain site', () => {
  it('is accepted by readers, file by file', async () => {
    const report = await build();
    expect(problems(report)).toEqual([]);
    const { publication, lenses, segments, generated } = manifest();
    expect(publication).toMatchObject({ name: 'NOLIGARCHY.US sample', url: site.address, language: 'en' });
    expect(new Set(lenses.map(({ id }) => id))).toEqual(new Set(analyses.map(({ lens }) => lens)));
    expect(generated).toBe('2026-07-02T00:00:00Z');
    expect(segments.map(({ from, to, count }) => [from, to, count])).toEqual([
      ['2026-07-01', '2026-07-31', 2],
      ['2026-06-01', '2026-06-30', 11],
      ['2026-05-01', '2026-05-31', 5],
    ]);
    for (const { url, bytes, sha256, count, texts } of segments) {
      const body = fileAt(url.slice(base().length));
      expect(Buffer.byteLength(body)).toBe(bytes);
      expect(createHash('sha256').update(body).digest('hex')).toBe(sha256);
      expect(url).toContain(`.${sha256.slice(0, 8)}.json`);
      const packed = packSegment(JSON.parse(body), url, sha256);
      expect(packed?.directory).toMatchObject({ count, skipped: { count: 0 } });
      const { documents } = JSON.parse(fileAt(texts?.url.slice(base().length) ?? '')) as {
        documents: unknown[];
      };
      expect(documents.map((document) => typeof readAnalysis(document, texts?.url ?? ''))).toEqual(
        documents.map(() => 'object'),
      );
      expect(documents.length).toBe(count);
    }
  });

  it('has the same cards as the sample’s companion index, in all fields that analysis pages show', async () => {
    await build();
    const own = publicationSite(site.address, outlet);
    const expected = new Map<string, Card>();
    for (const [path, { body }] of own) {
      if (!path.startsWith('/.well-known/civic-lens/segments/')) continue;
      for (const value of (JSON.parse(body) as { cards: unknown[] }).cards) {
        const card = readCard(value, new URL(path, site.address).href);
        if (typeof card !== 'string') expected.set(card.id, card);
      }
    }
    expect(cards().length).toBe(expected.size);
    for (const { document, ...card } of cards()) {
      expect({ ...card, document: undefined }).toEqual({ ...expected.get(card.id), document: undefined });
      const read = readAnalysis(JSON.parse(fileAt(document?.slice(base().length) ?? '')), document ?? '');
      expect(read).toMatchObject({ card: { id: card.id, document } });
      expect(read).toHaveProperty('sections', analyses.find(({ id }) => id === card.id)?.sections);
    }
  });

  it('has a source headline only if the analysis page states it, and requests nothing from other sites', async () => {
    await build();
    const known = new Map(cards().map(({ id, sourceHeadline }) => [id, sourceHeadline]));
    expect(known.get('cable-landing')).toBeUndefined();
    expect(known.get('satellite-tender')).toBe(
      analyses.find(({ id }) => id === 'satellite-tender')?.sourceHeadline,
    );
    expect(new Set(site.asked.map(({ headers }) => headers.host))).toEqual(
      new Set([new URL(site.address).host]),
    );
  });

  it('has texts only with --texts, and facts about the publication from the options', async () => {
    await build({
      texts: false,
      about: { name: 'The Sample', language: 'en-GB', issues: `${site.address}issues` },
    });
    expect(manifest().segments.some(({ texts }) => texts)).toBe(false);
    expect(names().some((path) => path.startsWith('texts/'))).toBe(false);
    expect(manifest().publication).toMatchObject({
      name: 'The Sample',
      language: 'en-GB',
      issues: `${site.address}issues`,
    });
  });
});

describe('a second run', () => {
  it('writes no file and requests only pages without a date if nothing has changed', async () => {
    await build();
    const before = filesIn(out, true);
    const { mtimeMs } = statSync(join(out, INDEX, 'index.json'));
    site.asked.length = 0;
    const report = await build();
    expect(filesIn(out, true)).toEqual(before);
    expect(statSync(join(out, INDEX, 'index.json')).mtimeMs).toBe(mtimeMs);
    expect(report).toMatchObject({
      written: [],
      removed: [],
      withdrawn: [],
      crawl: { asked: 8, unchanged: 8 },
    });
    expect(site.paths().filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });

  it.each([
    ['with the cache deleted', () => rmSync(join(out, CACHE)), {}],
    ['with an invalid cache', () => writeFileSync(join(out, CACHE), '{"format":'), {}],
    ['with the index deleted, but not the cache', () => rmSync(join(out, INDEX), { recursive: true }), {}],
    ['with everything deleted', () => rmSync(join(out), { recursive: true }), {}],
    ['with --fresh', () => {}, { fresh: true }],
    ['in another month', () => {}, { now: NOW + 40 * 86_400_000 }],
  ])('writes the same bytes %s', async (_, happens, options) => {
    await build();
    const before = filesIn(out);
    happens();
    await build(options);
    expect(filesIn(out)).toEqual(before);
  });

  it('writes the same bytes if the server sends no validators and the site states no dates', async () => {
    site.hasValidators = false;
    for (const path of ['/sitemap.xml', '/sitemap-1.xml', '/sitemap-2.xml.gz']) site.files.delete(path);
    site.files.set('/sitemap.xml', {
      type: 'text/plain',
      body: analyses.map(({ id }) => `${site.address}analysis/${id}`).join('\n'),
    });
    await build();
    const before = filesIn(out, true);
    const report = await build();
    expect(filesIn(out, true)).toEqual(before);
    expect(report.crawl.unchanged).toBe(0);
  });

  it('requests a recently changed page again, because its date without a time can hide a second change', async () => {
    const now = Date.parse('2026-07-02T18:00:00Z');
    await build({ now });
    edit(
      site,
      '/analysis/ferry-talks-merrow-strait',
      /<h1>[^<]*<\/h1>/,
      '<h1>Another headline of that day</h1>',
    );
    edit(
      site,
      '/analysis/ferry-talks-merrow-strait',
      /"headline":"[^"]*","url"/,
      '"headline":"Another headline of that day","url"',
    );
    const report = await build({ now });
    expect(report.written).toContain('analyses/ferry-talks-merrow-strait.json');
    expect(cards().map(({ headline }) => headline)).toContain('Another headline of that day');
  });
});

describe('a run after a change of the site', () => {
  const inMay = 'satellite-tender';

  it('writes only the changed files: the document, the segment and texts of its month, and the manifest', async () => {
    await build();
    const before = manifest().segments;
    edit(site, `/analysis/${inMay}`, 'Five governments', 'Six governments');
    site.files.set('/sitemap.xml', {
      type: 'text/plain',
      body: analyses.map(({ id }) => `${site.address}analysis/${id}`).join('\n'),
    });
    const report = await build();
    const [, , may] = manifest().segments;
    const path = (address = ''): string => address.slice(base().length);
    expect(report.written).toEqual([
      `analyses/${inMay}.json`,
      path(may?.url),
      path(may?.texts?.url),
      'index.json',
    ]);
    expect(manifest().segments.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(may?.url).not.toBe(before[2]?.url);
    expect(report.withdrawn).toEqual([]);
  });

  it('keeps the files of the previous manifest until the next change, for readers with that manifest', async () => {
    await build();
    const [may] = manifest().segments.slice(-1);
    const old = may?.url.slice(base().length) ?? '';
    edit(site, `/analysis/${inMay}`, 'Five governments', 'Six governments');
    await build({ fresh: true });
    expect(names()).toContain(old);
    await build();
    expect(names()).toContain(old);
    edit(site, `/analysis/${inMay}`, 'Six governments', 'Seven governments');
    const report = await build({ fresh: true });
    expect(report.removed).toContain(old);
    expect(names()).not.toContain(old);
  });

  it('removes old files at once with --drop-old', async () => {
    await build();
    edit(site, `/analysis/${inMay}`, 'Five governments', 'Six governments');
    const report = await build({ fresh: true, dropOld: true });
    expect(report.removed.map((path) => path.replace(/\..*/, ''))).toEqual([
      'segments/2026-05',
      'texts/2026-05',
    ]);
  });

  it('removes old files with --drop-old even if nothing has changed', async () => {
    await build();
    edit(site, `/analysis/${inMay}`, 'Five governments', 'Six governments');
    await build({ fresh: true });
    expect((await build({ dropOld: true })).removed.length).toBe(2);
    expect(names().filter((path) => path.startsWith('segments/')).length).toBe(3);
  });

  it('removes a withdrawn analysis and its document', async () => {
    await build();
    publish(site, [inMay]);
    const report = await build();
    expect(ids()).not.toContain(inMay);
    expect(report.withdrawn).toEqual([`${site.address}analysis/${inMay}`]);
    expect(names()).not.toContain(`analyses/${inMay}.json`);
    expect(problems(report)).toEqual([]);
  });

  it('removes an analysis whose page answers 410 although the site still names it, and reports it', async () => {
    await build();
    site.instead.set(`/analysis/${inMay}`, (response) => void response.writeHead(410).end());
    const report = await build({ fresh: true });
    expect(ids()).not.toContain(inMay);
    expect(problems(report)).toEqual([`/analysis/${inMay} answers 410, though the site names it`]);
  });

  it('requests the known pages of a sitemap that fails, and keeps those that exist', async () => {
    await build();
    publish(site, ['grain-export-quota']);
    site.instead.set('/sitemap-2.xml.gz', (response) => void response.writeHead(500).end());
    site.asked.length = 0;
    const report = await build();
    expect(ids()).toContain(inMay);
    expect(ids()).not.toContain('grain-export-quota');
    expect(site.paths()).toContain(`/analysis/${inMay}`);
    expect(report.crawl.failures).toMatchObject([
      { address: `${site.address}sitemap-2.xml.gz`, why: 'answers 500' },
    ]);
  });

  it.each([
    ['answers 500', (response: import('node:http').ServerResponse) => void response.writeHead(500).end()],
    ['cannot be reached', (response: import('node:http').ServerResponse) => void response.destroy()],
    [
      'redirects to another site, https://elsewhere.example/page, which the tool does not contact',
      (response: import('node:http').ServerResponse) =>
        void response.writeHead(302, { location: 'https://elsewhere.example/page' }).end(),
    ],
    [
      'has no published date',
      (response: import('node:http').ServerResponse) => {
        const body = String(site.files.get(`/analysis/${inMay}`)?.body);
        const undated = body
          .replace(/<dt>Published<\/dt><dd>.*?<\/dd>/, '')
          .replace(/"datePublished":"[^"]*",/, '');
        response.writeHead(200, { 'content-type': 'text/html' }).end(undated);
      },
    ],
  ])('keeps the card of a page that %s, and reports it', async (why, answer) => {
    await build();
    const before = filesIn(out);
    site.instead.set(`/analysis/${inMay}`, answer);
    rmSync(join(out, CACHE));
    const report = await build();
    expect(problems(report)).toEqual([`/analysis/${inMay} ${why} (kept)`]);
    expect(filesIn(out)).toEqual(before);
    site.instead.clear();
    expect(problems(await build())).toEqual([]);
  });

  it('leaves out a page that has never been readable, and reports it', async () => {
    site.instead.set(`/analysis/${inMay}`, (response) => void response.writeHead(500).end());
    const report = await build();
    expect(problems(report)).toEqual([`/analysis/${inMay} answers 500`]);
    expect(report.analyses).toBe(analyses.length - 1);
  });

  const pageOfMay = (): string => String(site.files.get(`/analysis/${inMay}`)?.body);
  /** Adds a copy of the page `inMay` with another address, published on a day of May 2026 (the original: May 20). */
  const addCopy = (path: string, day: number, original = pageOfMay()): void => {
    const page = original.replaceAll(`/analysis/${inMay}`, path);
    const body = page.replaceAll('2026-05-20', `2026-05-${day}`).replaceAll('May 20', `May ${day}`);
    site.files.set(path, { type: 'text/html', body });
    edit(
      site,
      '/sitemap-1.xml',
      '</urlset>',
      `<url><loc>${site.address}${path.slice(1)}</loc></url></urlset>`,
    );
  };
  const idsOfMay = (): Record<string, string> =>
    Object.fromEntries(
      cards()
        .filter(({ url }) => url.endsWith(inMay))
        .map(({ url, id }) => [new URL(url).pathname, id]),
    );

  it('uses the last path segment as the id of the older page if two pages share that segment', async () => {
    addCopy(`/2027/${inMay}`, 27);
    const report = await build();
    expect(problems(report)).toEqual([]);
    const other = expect.stringMatching(`^${inMay}~[0-9a-z]+$`);
    expect(idsOfMay()).toEqual({ [`/analysis/${inMay}`]: inMay, [`/2027/${inMay}`]: other });
    const before = filesIn(out);
    const asked = site.asked.length;
    await build();
    expect(filesIn(out)).toEqual(before);
    // The request is conditional, because the tool found the document of the page by the id.
    const [again] = site.asked.slice(asked).filter(({ path }) => path === `/2027/${inMay}`);
    expect(again?.headers['if-none-match']).toBeDefined();
  });

  it('does not give the id of a removed page to another page', async () => {
    await build();
    addCopy(`/2025/${inMay}`, 13);
    await build();
    const other = expect.stringMatching(`^${inMay}~`);
    expect(idsOfMay()).toEqual({ [`/analysis/${inMay}`]: inMay, [`/2025/${inMay}`]: other });
    const original = pageOfMay();
    publish(site, [inMay]);
    addCopy(`/2025/${inMay}`, 13, original);
    await build();
    await build();
    expect(idsOfMay()).toEqual({ [`/2025/${inMay}`]: other });
  });

  it('reports a second address of the same analysis', async () => {
    addCopy(`/2025/${inMay}`, 20);
    expect(problems(await build())).toEqual([
      `/analysis/${inMay} has the same analysis as ${site.address}2025/${inMay}`,
    ]);
  });
});
