import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildIndex } from '../../../lib/build-index/build-index.ts';
import { checkIndex } from '../../../lib/build-index/check.ts';
import { checkReport, sentence } from '../../../lib/build-index/check-report.ts';
import { filesIn, NOW, type PlainSite, serveFolder, startPlainSite, temporaryFolder } from './plain-site.ts';

const INDEX = '/.well-known/civic-lens/';
const JSON_TYPE = 'application/json';

let site: PlainSite;
let out: string;
let good: PlainSite['files'];
beforeAll(async () => {
  site = await startPlainSite();
  out = temporaryFolder();
  await buildIndex({ site: site.address, out, pace: 0, now: NOW, texts: true });
  serveFolder(site, out);
  for (const [path, file] of site.files) {
    const isHashed = /\.[0-9a-f]{8}\.json$/.test(path);
    if (isHashed)
      site.files.set(path, { ...file, headers: { 'cache-control': 'max-age=31536000, immutable' } });
  }
  good = new Map(site.files);
});
afterAll(() => {
  site.close();
  rmSync(out, { recursive: true });
});
afterEach(() => {
  site.hasValidators = true;
  site.instead.clear();
  site.files.clear();
  for (const [path, file] of good) site.files.set(path, file);
});

const check = async (kind: 'error' | 'advice' = 'error', documents = 100): Promise<string[]> =>
  (await checkIndex(site.address, { documents })).findings
    .filter((finding) => finding.kind === kind)
    .map((finding) =>
      sentence(finding)
        .replaceAll(site.address, '/')
        .replaceAll(/(?<=\d{4}-\d{2}\.)[0-9a-f]{8}/g, '…'),
    );

/** A card in a file, valid or not. */
interface WrittenCard {
  [field: string]: unknown;
  sources: unknown[];
}

interface WrittenFile {
  url: string;
  [field: string]: unknown;
}

interface WrittenEntry extends WrittenFile {
  texts: WrittenFile;
}

interface WrittenManifest {
  [field: string]: unknown;
  publication: Record<string, unknown>;
  lenses: [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>];
  segments: [WrittenEntry, WrittenEntry, WrittenEntry, ...WrittenEntry[]];
}

interface WrittenSegment {
  cards: [WrittenCard, WrittenCard, ...WrittenCard[]];
}
interface WrittenTexts {
  documents: [{ card: WrittenCard }, ...unknown[]];
}

/** Changes the served manifest. */
function manifest(change: (manifest: WrittenManifest) => void): void {
  const value = JSON.parse(String(site.files.get(`${INDEX}index.json`)?.body)) as WrittenManifest;
  change(value);
  site.files.set(`${INDEX}index.json`, { type: JSON_TYPE, body: JSON.stringify(value) });
}

/** Changes the newest segment or texts, and their hash in the manifest, so that only the content is wrong. */
function content<Written>(kind: 'segments' | 'texts', change: (file: Written) => void): void {
  manifest(({ segments: [segment] }) => {
    const entry = kind === 'segments' ? segment : segment.texts;
    const file = site.files.get(INDEX + entry.url);
    const value = JSON.parse(String(file?.body)) as Written;
    change(value);
    const body = JSON.stringify(value);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const url = entry.url.replace(/\.[0-9a-f]{8}\./, `.${sha256.slice(0, 8)}.`);
    site.files.set(INDEX + url, { ...file, type: JSON_TYPE, body });
    Object.assign(entry, { url, sha256, bytes: Buffer.byteLength(body) });
  });
}

const segment = (change: (segment: WrittenSegment) => void): void => content('segments', change);
const texts = (change: (texts: Partial<WrittenTexts>) => void): void => content('texts', change);
const card = (change: (card: WrittenCard) => void): void => segment(({ cards }) => change(cards[0]));
const newest = 'card 1 (ferry-talks-merrow-strait)';

describe('a check of an index as this tool builds it', () => {
  it('finds nothing, served or in a folder', async () => {
    for (const target of [site.address, out, `${out}${INDEX}`]) {
      const found = await checkIndex(target);
      expect(found).toMatchObject({ findings: [], segments: 3, cards: 18, texts: 18, documents: 18 });
      expect(checkReport(found)).toBe(
        `${site.address}.well-known/civic-lens/index.json: checked 3 segments with 18 cards, 18 texts and 18 ` +
          'documents.\nReaders can use this index.\n',
      );
    }
  });

  it('checks the given number of documents, spread over the index', async () => {
    site.asked.length = 0;
    const found = await checkIndex(site.address, { documents: 3 });
    expect(found.documents).toBe(3);
    const asked = site.paths().filter((path) => path.includes('/analyses/'));
    expect(asked.length).toBe(3);
    const positions = asked.map((path) => [...filesIn(out).keys()].indexOf(path.slice(1)));
    expect(new Set(positions).size).toBe(3);
  });
});

describe('a check reports about a manifest', () => {
  it.each<[string, () => void]>([
    ['index.json answers 404.', () => site.files.delete(`${INDEX}index.json`)],
    [
      'index.json is a web page, not JSON.',
      () => site.files.set(`${INDEX}index.json`, { type: 'text/html', body: '<!doctype html><p>Not here' }),
    ],
    [
      'index.json is not JSON.',
      () => site.files.set(`${INDEX}index.json`, { type: JSON_TYPE, body: '{"format":' }),
    ],
    [
      'index.json redirects to another site, https://cdn.example/index.json, which the tool does not contact.',
      () =>
        site.instead.set(
          `${INDEX}index.json`,
          (response) => void response.writeHead(302, { location: 'https://cdn.example/index.json' }).end(),
        ),
    ],
    [
      'index.json is not an index: “format” must be “civic-lens-index”.',
      () => manifest((m) => void delete m.format),
    ],
    [
      'index.json has version 2; readers know only version 1 and refuse others.',
      () => manifest((m) => void Object.assign(m, { version: 2 })),
    ],
    [
      'index.json “generated” is not a date (2026-07-02T12:00:00Z); readers refuse the whole index.',
      () => manifest((m) => void Object.assign(m, { generated: 'yesterday' })),
    ],
    [
      'index.json, publication has no name; readers refuse the whole index.',
      () => manifest((m) => void delete m.publication.name),
    ],
    [
      'index.json, publication names the address https://elsewhere.example/, but the index belongs to /.',
      () => manifest((m) => void Object.assign(m.publication, { url: 'https://elsewhere.example' })),
    ],
    [
      'index.json, publication “language” is not a language tag (BCP 47).',
      () => manifest((m) => void Object.assign(m.publication, { language: 'english (US)' })),
    ],
    [
      'index.json, publication “subscribe” is not a usable address.',
      () => manifest((m) => void Object.assign(m.publication, { subscribe: 'javascript:alert(1)' })),
    ],
    [
      'index.json, segment 2 is on another site, https://cdn.example; readers refuse the whole index.',
      () =>
        manifest((m) => void Object.assign(m.segments[1], { url: 'https://cdn.example/segments/a.json' })),
    ],
    [
      'index.json, segment 2, texts “sha256” is not a hash of 64 lower-case hex digits; readers ' +
        'refuse the whole index.',
      () => manifest((m) => void Object.assign(m.segments[1].texts, { sha256: 'ABC' })),
    ],
    [
      'index.json, segment 1 “from” and “to” must be days (2026-07-01); readers refuse the whole index.',
      () => manifest((m) => void Object.assign(m.segments[0], { to: '2026-07-32' })),
    ],
  ])('%s', async (expected, breaks) => {
    breaks();
    expect(await check()).toContain(expected);
  });

  const inMay = [
    'poll-weighting-review',
    'satellite-tender',
    'rail-timetable-by-riders',
    'reservoir-plan-2050',
    'cable-landing',
  ];

  it('that two segments have the same month, one is longer than a month, and one has a wrong count', async () => {
    manifest((m) => {
      Object.assign(m.segments[0], { count: 3 });
      Object.assign(m.segments[1], { from: '2026-05-01', to: '2026-06-30' });
      m.segments.push(m.segments[2]);
    });
    expect(await check()).toEqual([
      'index.json, segment 2 is from 2026-05-01 to 2026-06-30, which is not within one calendar month.',
      'index.json, segment 4 has the same month as segment 3.',
      'segments/2026-07.….json has 2 cards, the manifest says 3.',
      ...inMay.map(
        (id, n) =>
          `segments/2026-05.….json, card ${n + 1} (${id}) has the id of card ${n + 1} (${id}) of ` +
          `segments/2026-05.….json: only the one updated last counts.`,
      ),
    ]);
  });

  it('that a lens has no name, and one has the id of another', async () => {
    manifest((m) => {
      delete m.lenses[0].name;
      m.lenses[1].id = m.lenses[2].id;
    });
    expect(await check()).toEqual([
      'index.json, lens 1 (common-ground) has no id or no name and is skipped.',
      'index.json, lens 3 (hidden-wiring) has the id of another lens.',
      ...[
        'segments/2026-07.….json, card 1 (ferry-talks-merrow-strait) names the lens “global-power-plays”',
        'segments/2026-06.….json, card 3 (grain-export-quota) names the lens “global-power-plays”',
        'segments/2026-06.….json, card 11 (seed-library-network) names the lens “common-ground”',
        'segments/2026-05.….json, card 2 (satellite-tender) names the lens “global-power-plays”',
        'segments/2026-05.….json, card 3 (rail-timetable-by-riders) names the lens “common-ground”',
      ].map((start) => `${start}, which the manifest does not have.`),
    ]);
  });
});

describe('a check reports about a segment', () => {
  it.each<[string, (path: string) => void]>([
    ['segments/2026-07.….json answers 404.', (path) => site.files.delete(path)],
    [
      'segments/2026-07.….json has 15 bytes, the manifest says …; readers refuse it and keep their old data.',
      (path) => site.files.set(path, { type: JSON_TYPE, body: '{"cards":[]   }' }),
    ],
    [
      'segments/2026-07.….json has another SHA-256 than the manifest says; readers refuse it and keep their old data.',
      (path) =>
        site.files.set(path, {
          type: JSON_TYPE,
          body: String(good.get(path)?.body).replace('ferry-talks', 'merry-talks'),
        }),
    ],
  ])('%s', async (expected, breaks) => {
    const path = [...good.keys()].find((one) => one.startsWith(`${INDEX}segments/2026-07`)) ?? '';
    const bytes = Buffer.byteLength(String(good.get(path)?.body));
    breaks(path);
    expect((await check()).map((line) => line.replace(`says ${bytes};`, 'says …;'))).toContain(expected);
  });

  it.each<[string, (card: WrittenCard) => void]>([
    [`${newest} has no headline and is skipped.`, (c) => void delete c.headline],
    ['card 1 has no id and is skipped.', (c) => void delete c.id],
    [
      `${newest} has no published date and is skipped.`,
      (c) => void Object.assign(c, { published: '2 July 2026' }),
    ],
    [
      `${newest} was published 2026-06-02, outside its segment (2026-07-01 to 2026-07-31).`,
      (c) => void Object.assign(c, { published: '2026-06-02' }),
    ],
    [
      `${newest} names the lens “street level”, which the manifest does not have.`,
      (c) => void Object.assign(c, { lens: 'street level' }),
    ],
    [
      `${newest} “readMinutes” cannot be used and is left out: "3 min".`,
      (c) => void Object.assign(c, { readMinutes: '3 min' }),
    ],
    [`${newest} “topics” is not a list and is left out.`, (c) => void Object.assign(c, { topics: 'global' })],
    [
      `${newest} source 2, "ftp://outlet.example/story", yields no URL key: no page matches it.`,
      (c) => void c.sources.push('ftp://outlet.example/story'),
    ],
    [
      `${newest} source 1, /analysis/talks, is on the publication’s own site, not where the article is.`,
      (c) => void Object.assign(c, { sources: ['/analysis/talks'] }),
    ],
    [
      `${newest} source 1, https://outlet.example/, is a front page, not an article.`,
      (c) => void Object.assign(c, { sources: ['https://outlet.example/'] }),
    ],
    [
      `${newest} “url” is on another site, https://elsewhere.example.`,
      (c) => void Object.assign(c, { url: 'https://elsewhere.example/talks' }),
    ],
    [
      `${newest} “document” is on another site, https://elsewhere.example, which readers never contact.`,
      (c) => void Object.assign(c, { document: 'https://elsewhere.example/talks.json' }),
    ],
  ])('segments/2026-07.….json, %s', async (expected, breaks) => {
    card(breaks);
    expect(await check()).toContain(`segments/2026-07.….json, ${expected}`);
  });

  it('that two cards have the same id, in the same segment or another', async () => {
    segment(({ cards }) => {
      cards[1].id = cards[0].id;
      cards.push({ ...cards[0], id: 'satellite-tender' });
    });
    const found = (await check()).filter((line) => line.includes('has the id of'));
    expect(found).toEqual([
      'segments/2026-07.….json, card 2 (ferry-talks-merrow-strait) has the id of card 1 ' +
        '(ferry-talks-merrow-strait) of segments/2026-07.….json: only the one updated last counts.',
      expect.stringMatching(/^segments\/2026-05\.….json, card \d \(satellite-tender\) has the id of card 3 /),
    ]);
  });

  it('nothing if two analyses are about the same article', async () => {
    segment(({ cards }) => void Object.assign(cards[1], { sources: cards[0].sources }));
    expect((await check()).filter((line) => line.startsWith('segments/'))).toEqual([]);
  });
});

describe('a check reports about texts and documents', () => {
  const document = `${INDEX}analyses/ferry-talks-merrow-strait.json`;
  it.each<[string, () => void]>([
    ['analyses/ferry-talks-merrow-strait.json answers 404.', () => site.files.delete(document)],
    [
      'analyses/ferry-talks-merrow-strait.json cannot be read: has no sections.',
      () => {
        const value = JSON.parse(String(good.get(document)?.body)) as WrittenTexts;
        site.files.set(document, { type: JSON_TYPE, body: JSON.stringify({ ...value, sections: [] }) });
      },
    ],
    [
      'analyses/ferry-talks-merrow-strait.json has another card than segments/2026-07.….json: headline.',
      () => card((c) => void Object.assign(c, { headline: 'Another one' })),
    ],
    [
      'texts/2026-07.….json, document 1 (ferry-talks-merrow-strait) has another card than ' +
        'segments/2026-07.….json: headline.',
      () => card((c) => void Object.assign(c, { headline: 'Another one' })),
    ],
    [
      'texts/2026-07.….json, document 1 (of-another) belongs to no card of segments/2026-07.….json.',
      () => texts(({ documents }) => void Object.assign(documents?.[0].card ?? {}, { id: 'of-another' })),
    ],
    [
      'texts/2026-07.….json has no text of “ferry-talks-merrow-strait”.',
      () => texts(({ documents }) => void documents?.shift()),
    ],
    [
      'texts/2026-07.….json has no list “documents”; readers refuse it.',
      () => texts((file) => void delete file.documents),
    ],
  ])('%s', async (expected, breaks) => {
    breaks();
    expect(await check()).toContain(expected);
  });
});

describe('a check advises', () => {
  it.each<[advice: string, changes: () => void, errors?: string[]]>([
    [
      'index.json has neither ETag nor Last-Modified: each check by a reader transfers the whole file.',
      () => {
        site.hasValidators = false;
      },
    ],
    [
      'index.json does not answer 304 to a conditional request: each check by a reader transfers the whole file.',
      () => {
        site.hasValidators = false;
        const file = good.get(`${INDEX}index.json`);
        if (file) site.files.set(`${INDEX}index.json`, { ...file, headers: { etag: '"never compared"' } });
      },
    ],
    [
      'index.json may be kept by caches for 86400 seconds: readers learn of new analyses late.',
      () => {
        const file = good.get(`${INDEX}index.json`);
        if (file)
          site.files.set(`${INDEX}index.json`, { ...file, headers: { 'cache-control': 'max-age=86400' } });
      },
    ],
    [
      'segments/2026-07.….json (and 5 more) never changes: “Cache-Control: public, ' +
        'max-age=31536000, immutable” lets a CDN answer for you.',
      () => serveFolder(site, out),
    ],
    [
      'segments/july.json has no part of its hash in its name: caches cannot keep it permanently.',
      () =>
        manifest(({ segments: [segment] }) => {
          const file = good.get(INDEX + segment.url);
          if (file) site.files.set(`${INDEX}segments/july.json`, file);
          segment.url = 'segments/july.json';
        }),
    ],
    [
      `segments/2026-07.….json, ${newest} has no address of a source article: no page ever matches it.`,
      () => card((c) => void Object.assign(c, { sources: [] })),
      [
        'texts/2026-07.….json, document 1 (ferry-talks-merrow-strait) has another card than ' +
          'segments/2026-07.….json: sources.',
        'analyses/ferry-talks-merrow-strait.json has another card than segments/2026-07.….json: sources.',
      ],
    ],
  ])('%s', async (expected, changes, errors = []) => {
    changes();
    expect(await check('advice')).toContain(expected);
    expect(await check()).toEqual(errors);
  });
});
