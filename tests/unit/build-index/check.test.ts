import { describe, expect, it } from 'vitest';
import { checkIndex } from '../../../lib/build-index/check.ts';
import { checkReport } from '../../../lib/build-index/check-report.ts';
import { check, INDEX, JSON_TYPE, manifest, out, site, withGoodIndex } from './checked-index.ts';
import { filesIn } from './plain-site.ts';

withGoodIndex();

describe('a check of an index that the tool has built', () => {
  it('finds no fault in a served index or in a folder', async () => {
    for (const target of [site.address, out, `${out}${INDEX}`]) {
      const found = await checkIndex(target);
      expect(found).toMatchObject({ findings: [], segments: 3, cards: 18, texts: 18, documents: 18 });
      expect(checkReport(found)).toBe(
        `${site.address}.well-known/civic-lens/index.json: checked 3 segments with 18 cards, 18 texts and 18 ` +
          'documents.\nReaders can use this index.\n',
      );
    }
  });

  it('checks the given number of documents, and none of them twice', async () => {
    site.asked.length = 0;
    const found = await checkIndex(site.address, { documents: 3 });
    expect(found.documents).toBe(3);
    const asked = site.paths().filter((path) => path.includes('/analyses/'));
    expect(asked.length).toBe(3);
    const positions = asked.map((path) => [...filesIn(out).keys()].indexOf(path.slice(1)));
    expect(new Set(positions).size).toBe(3);
  });
});

describe('a check of a manifest reports', () => {
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

  it('that a conditional request fails, and still checks the rest', async () => {
    let requests = 0;
    site.instead.set(`${INDEX}index.json`, (response) => {
      if (requests++ > 0) response.writeHead(500).end();
      else
        response
          .writeHead(200, { 'content-type': JSON_TYPE, etag: '"a"', 'cache-control': 'no-cache' })
          .end(site.files.get(`${INDEX}index.json`)?.body);
    });
    const found = await checkIndex(site.address);
    expect(found).toMatchObject({ segments: 3, cards: 18, texts: 18, documents: 18 });
    expect(found.findings).toEqual([
      { kind: 'error', file: 'index.json', where: 'conditional request', says: 'answers 500' },
    ]);
    expect(checkReport(found)).toContain('\n  index.json, conditional request answers 500.\n');
  });

  it('that it has more lenses than readers read, and that a card names a lens after the last one read', async () => {
    manifest((m) => {
      const at = m.lenses.findIndex(({ id }) => id === 'common-ground');
      m.lenses.splice(at, 1);
      const others = Array.from({ length: 200 }, (_, n) => ({ id: `other-${n}`, name: `Other ${n}` }));
      m.lenses.push(...others.slice(m.lenses.length));
    });
    const withinLimit = await check();
    manifest((m) => void m.lenses.push({ id: 'common-ground', name: 'Common Ground' }));
    expect(await check()).toEqual([
      'index.json has 201 lenses; readers ignore all after the first 200.',
      ...withinLimit,
    ]);
    expect(withinLimit).toEqual(
      [
        'segments/2026-06.….json, card 11 (seed-library-network)',
        'segments/2026-05.….json, card 3 (rail-timetable-by-riders)',
      ].map((card) => `${card} names the lens “common-ground”, which the manifest does not have.`),
    );
  });

  it.each<[string, unknown, boolean]>([
    ['is missing', undefined, false],
    ['is null', null, false],
    ['is empty', [], false],
    ['is no list', {}, true],
  ])('the field “lenses” if it is neither absent nor a list; here it %s', async (_, lenses, isReported) => {
    manifest((m) => void Object.assign(m, { lenses }));
    const found = await check();
    expect(found.includes('index.json “lenses” is not a list.')).toBe(isReported);
    // All 18 cards name a lens, but the manifest has none.
    expect(found.filter((one) => one.endsWith('which the manifest does not have.'))).toHaveLength(18);
  });

  it('that it has more segments than readers read', async () => {
    manifest((m) => Object.assign(m, { segments: [...m.segments, ...Array(1198).fill({})] }));
    expect(await check()).toContain('index.json has 1201 segments; readers ignore all after the first 1200.');
  });

  it('that a lens has no name, and that another lens has a duplicate id', async () => {
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
