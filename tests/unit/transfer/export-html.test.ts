import { parseHTML } from 'linkedom';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { exportFile } from '../../../lib/transfer/run-export.ts';
import { highlightOf } from '../db/highlight.ts';
import { resetBrowser } from '../fake-browser.ts';
import { WORDS } from './file-words.ts';
import { FULL, store } from './generated-library.ts';
import { readerWestOfUtc } from './reader-west-of-utc.ts';

beforeEach(async () => {
  resetBrowser('*://*/*');
  await store(FULL);
  return () => vi.restoreAllMocks();
});

const written = async (): Promise<string> => (await exportFile('html', WORDS)).content.text();

describe('the exported HTML page', () => {
  it('contains every analysis, but no script and nothing to load', async () => {
    const html = await written();
    const { document } = parseHTML(html);
    expect([...document.querySelectorAll('article h2')].map(({ textContent }) => textContent)).toHaveLength(
      5,
    );
    expect(
      document.querySelectorAll('script, img, iframe, link, object, embed, form, [onclick], [src]').length,
    ).toBe(0);
    for (const { href } of document.querySelectorAll('a')) expect(href).toMatch(/^(?:https:\/\/|#a\d)/);
  });

  it('begins with its contents, in the order of the analyses, and each entry leads to its analysis', async () => {
    const { document } = parseHTML(await written());
    const byTime = FULL.saved.toSorted((a, b) => a.savedAt - b.savedAt).map(({ card }) => card.headline);
    const [first] = document.querySelectorAll('body > :not(h1)');
    expect(first?.localName).toBe('nav');
    const entries = [...document.querySelectorAll<HTMLAnchorElement>('nav a')];
    expect(entries.map(({ textContent }) => textContent)).toEqual(byTime);
    const targets = entries.map((entry) => document.querySelector(`${entry.getAttribute('href')} h2`));
    expect(targets.map((heading) => heading?.textContent)).toEqual(byTime);
  });

  it.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
  ])('has the language and the direction of the interface: %s', async (language, direction) => {
    const { content } = await exportFile('html', { ...WORDS, language });
    const { lang, dir } = parseHTML(await content.text()).document.documentElement;
    expect([lang, dir]).toEqual([language, direction]);
  });

  it('names each fact of an analysis', async () => {
    const [first] = FULL.saved;
    const { unlistedSince: _, ...saved } = first as NonNullable<typeof first>;
    const card = {
      ...saved.card,
      ...{ type: 'Reporting', published: '2026-07-02', updated: '2026-07-03T10:00:00Z', readMinutes: 3 },
      ...{ outlet: 'Northern Ledger', sourceHeadline: 'Strait stays closed' },
      topics: [{ name: 'shipping', url: 'https://noligarchy.us/topics/shipping' }, { name: 'labour' }],
    };
    const at = Date.UTC(2026, 6, 4);
    await store({
      ...FULL,
      saved: [
        {
          ...saved,
          ...{ card, lens: { id: 'power', name: 'Global Power Plays' }, labels: ['water', 'ports'] },
          ...{ state: 'archived', savedAt: at, readAt: at, withdrawnAt: at },
          publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/' },
        },
      ],
    });
    const { document } = parseHTML(await written());
    const names = [...document.querySelectorAll('dt')];
    expect(names.map((name) => [name.textContent, name.nextElementSibling?.textContent])).toEqual([
      ['Lens', 'Global Power Plays'],
      ['Type', 'Reporting'],
      ['Published', '2026-07-02'],
      ['Updated', '2026-07-03'],
      ['Read time', '3 minutes'],
      ['Source', 'Northern Ledger'],
      ['Headline of the original', 'Strait stays closed'],
      ['Topics', 'shipping, labour'],
      ['Publication', 'NOLIGARCHY.US'],
      ['Labels', 'water, ports'],
      ['State', 'Archived'],
      ['Saved on', '2026-07-04'],
      ['Read on', '2026-07-04'],
      ['Withdrawn on', '2026-07-04'],
    ]);
    expect([...document.querySelectorAll('dd a')].map((link) => link.getAttribute('href'))).toEqual([
      'https://noligarchy.us/topics/shipping',
      'https://noligarchy.us/',
    ]);
  });

  it('shows the local day of what the reader did, and the day that the publication wrote', async () => {
    const [first] = FULL.saved;
    const at = Date.UTC(2026, 6, 3, 1);
    const saved = { ...(first as NonNullable<typeof first>), savedAt: at, readAt: at, withdrawnAt: at };
    const card = { ...saved.card, published: '2026-07-03', updated: '2026-07-04T01:00:00Z' };
    const highlights = [highlightOf('a', { createdAt: at })];
    await store({ ...FULL, saved: [{ ...saved, card, highlights }] });
    readerWestOfUtc();
    const { document } = parseHTML(await written());
    const times = [...document.querySelectorAll('time')];
    expect(times.map((time) => [time.getAttribute('datetime'), time.textContent])).toEqual([
      ['2026-07-03', '2026-07-03'],
      ['2026-07-04T01:00:00Z', '2026-07-04'],
      ['2026-07-03T01:00:00.000Z', '2026-07-02'],
      ['2026-07-03T01:00:00.000Z', '2026-07-02'],
      ['2026-07-03T01:00:00.000Z', '2026-07-02'],
      ['2026-07-03T01:00:00.000Z', '2026-07-02'],
    ]);
  });

  it('shows markup in notes as text', async () => {
    const [first] = FULL.saved;
    await store({
      ...FULL,
      saved: [{ ...(first as NonNullable<typeof first>), note: '<script>alert(1)</script>&"\'' }],
    });
    const { document } = parseHTML(await written());
    expect(document.querySelector('script')).toBeNull();
    expect(document.querySelector('p.note')?.textContent).toBe('<script>alert(1)</script>&"\'');
  });
});
