import { describe, expect, it } from 'vitest';
import {
  card,
  check,
  good,
  INDEX,
  JSON_TYPE,
  manifest,
  newest,
  out,
  segment,
  site,
  texts,
  type WrittenCard,
  type WrittenTexts,
  withGoodIndex,
} from './checked-index.ts';
import { serveFolder } from './plain-site.ts';

withGoodIndex();

describe('a check of a segment reports', () => {
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
      `${newest} has 21 sources; readers ignore all after the first 20.`,
      (c) => {
        const sources = Array.from({ length: 21 }, (_, n) => `https://outlet.example/story-${n}`);
        Object.assign(c, { sources });
      },
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

  it('no error if two analyses are about the same article', async () => {
    segment(({ cards }) => void Object.assign(cards[1], { sources: cards[0].sources }));
    expect((await check()).filter((line) => line.startsWith('segments/'))).toEqual([]);
  });
});

describe('a check of texts and documents reports', () => {
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

describe('a check gives this advice:', () => {
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
