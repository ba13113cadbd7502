import { describe, expect, it } from 'vitest';
import type { listSitePages } from '../../../../lib/publication/site/list-site-pages.ts';
import { conditionalSite, index, listing, SITE, sitemap } from './listed-site.ts';

describe('a second listing', () => {
  const FILES = {
    '/robots.txt': 'User-agent: *\nDisallow: /news/1\nSitemap: /sitemap.xml',
    '/sitemap.xml': index('old.xml', 'news.xml'),
    '/old.xml': sitemap(3, 'old'),
    '/news.xml': sitemap(2, 'news'),
    '/feed.xml': '<rss version="2.0"><channel><title>Publication</title></channel></rss>',
  };

  async function secondSurvey(
    change: (files: Record<string, string>) => void = () => undefined,
  ): Promise<{ answers: string[]; second: Awaited<ReturnType<typeof listSitePages>> }> {
    const files: Record<string, string> = { ...FILES };
    const { getFile, answers } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    change(files);
    answers.length = 0;
    return { second: await listing(files, { getFile, memory }), answers };
  }
  const urlsOf = (pages: readonly { readonly url: string }[]): string[] =>
    pages.map(({ url }) => url.slice(SITE.length));

  it('requests each file conditionally', async () => {
    const { second, answers } = await secondSurvey();
    expect(answers).toEqual([
      '/robots.txt 304',
      '/feed.xml 304',
      '/sitemap.xml 304',
      '/old.xml 304',
      '/news.xml 304',
    ]);
    expect(second).toMatchObject({ pages: [], isComplete: true, listsAll: true, hasSource: true });
    expect(second.silent).toEqual(new Set([`${SITE}old.xml`, `${SITE}news.xml`]));
    expect(second.answered).toEqual(new Set());
    expect(second.robots.allows('/news/1')).toBe(false);
  });

  it('reads only the sitemap that has changed', async () => {
    const { second, answers } = await secondSurvey((files) => {
      files['/news.xml'] = sitemap(3, 'news');
    });
    expect(answers.slice(2)).toEqual(['/sitemap.xml 304', '/old.xml 304', '/news.xml 200']);
    expect(urlsOf(second.pages)).toEqual(['news/0', 'news/2']);
    expect(second.silent).toEqual(new Set([`${SITE}old.xml`]));
    expect(second.answered).toEqual(new Set([`${SITE}news.xml`]));
    expect(second.isComplete).toBe(true);
  });

  it('forgets a sitemap that the sitemap index no longer names', async () => {
    const { second } = await secondSurvey((files) => {
      files['/sitemap.xml'] = index('news.xml');
    });
    expect(second.silent).toEqual(new Set([`${SITE}news.xml`]));
    expect(Object.keys(second.memory.validators).toSorted()).toEqual(
      ['feed.xml', 'news.xml', 'robots.txt', 'sitemap.xml'].map((path) => SITE + path),
    );
  });

  it('reads all sitemaps again if robots.txt has changed, because it may allow more pages', async () => {
    const { second, answers } = await secondSurvey((files) => {
      files['/robots.txt'] = 'Sitemap: /sitemap.xml';
    });
    expect(answers).toEqual([
      '/robots.txt 200',
      '/feed.xml 304',
      '/sitemap.xml 200',
      '/old.xml 200',
      '/news.xml 200',
    ]);
    expect(urlsOf(second.pages).toSorted()).toEqual(['news/0', 'news/1', 'old/0', 'old/1', 'old/2']);
  });

  it('reads a truncated sitemap again', async () => {
    const cut = FILES['/news.xml'].slice(0, FILES['/news.xml'].indexOf('</url>') + 6);
    const files: Record<string, string> = { ...FILES, '/news.xml': cut };
    const { getFile, answers } = conditionalSite(files);
    const { memory, isComplete } = await listing(files, { getFile });
    expect(isComplete).toBe(false);
    answers.length = 0;
    await listing(files, { getFile, memory });
    expect(answers.slice(2)).toEqual(['/sitemap.xml 304', '/old.xml 304', '/news.xml 200']);
  });

  it('does not store a very long robots.txt', async () => {
    const files: Record<string, string> = { ...FILES, '/robots.txt': `# ${'x'.repeat(70_000)}` };
    const { getFile, answers } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    expect(memory.robotsText).toBeUndefined();
    answers.length = 0;
    await listing(files, { getFile, memory });
    expect(answers[0]).toBe('/robots.txt 200');
  });

  it.each([
    ['allows', 'Sitemap: /sitemap.xml', ['news/0', 'news/1', 'old/0', 'old/1', 'old/2'], []],
    [
      'forbids',
      'User-agent: *\nDisallow: /\nSitemap: /sitemap.xml',
      [],
      ['news/0', 'news/1', 'old/0', 'old/1', 'old/2'],
    ],
  ])('reads the sitemaps immediately if robots.txt now %s more', async (_, robots, allowed, disallowed) => {
    const files: Record<string, string> = { ...FILES };
    const { getFile } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    files['/robots.txt'] = robots;
    const second = await listing(files, { getFile, memory, readSitemaps: false });
    expect(second.isRobotsChanged).toBe(true);
    expect(urlsOf(second.pages).toSorted()).toEqual(allowed);
    expect(second.disallowed.map(({ url }) => url.slice(SITE.length)).toSorted()).toEqual(disallowed);
  });

  it('ignores a change of the comments in robots.txt', async () => {
    const files: Record<string, string> = { ...FILES, '/robots.txt': `${FILES['/robots.txt']}\n# Monday` };
    const { getFile, answers } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    files['/robots.txt'] = `${FILES['/robots.txt']}\n# Tuesday`;
    answers.length = 0;
    const second = await listing(files, { getFile, memory });
    expect(second.isRobotsChanged).toBe(false);
    expect(answers.slice(2)).toEqual(['/sitemap.xml 304', '/old.xml 304', '/news.xml 304']);
  });

  it('lists all pages once each sitemap was received, even in different listings', async () => {
    const files: Record<string, string> = { ...FILES };
    const { getFile, failing } = conditionalSite(files);
    failing.set('/news.xml', 503);
    const first = await listing(files, { getFile });
    expect(first.listsAll).toBe(false);
    failing.clear();
    expect(await listing(files, { getFile, memory: first.memory })).toMatchObject({
      isComplete: true,
      listsAll: true,
    });
  });

  it('reads all sitemaps again if pages were left out', async () => {
    const files: Record<string, string> = { ...FILES };
    const { getFile, answers } = conditionalSite(files);
    const { memory, listsAll } = await listing(files, { getFile, maxPages: 2 });
    expect(listsAll).toBe(false);
    answers.length = 0;
    await listing(files, { getFile, memory });
    expect(answers.slice(2)).toEqual(['/sitemap.xml 200', '/old.xml 200', '/news.xml 200']);
  });

  it('stores the list of sitemaps only up to a limit', async () => {
    const many = index(...Array.from({ length: 2000 }, (_, n) => `s/${'x'.repeat(1000)}${n}.xml`));
    const files = { ...FILES, '/sitemap.xml': many };
    const { memory } = await listing(files, { getFile: conditionalSite(files).getFile, maxSitemaps: 50 });
    expect(memory.validators[`${SITE}sitemap.xml`]?.sitemaps).toHaveLength(51);
  });

  it('sends no other request if robots.txt answers 429', async () => {
    const files: Record<string, string> = { ...FILES };
    const { getFile, answers, failing } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    failing.set('/robots.txt', 429);
    answers.length = 0;
    await expect(listing(files, { getFile, memory })).rejects.toMatchObject({ status: 429 });
    expect(answers).toEqual(['/robots.txt 429']);
  });

  describe('of a site whose sitemap is only at a usual path', () => {
    const HOURS = 3_600_000;

    /** Lists such a site every six hours. Each entry of `changes` changes the site before one listing. */
    async function listings(
      changes: readonly ((files: Record<string, string>, failing: Map<string, number>) => void)[],
    ): Promise<{ asked: string[][]; last: Awaited<ReturnType<typeof listSitePages>> }> {
      const files: Record<string, string> = { '/robots.txt': '', '/wp-sitemap.xml': sitemap(2) };
      const { getFile, answers, failing } = conditionalSite(files);
      let last = await listing(files, { getFile });
      const asked: string[][] = [];
      for (const [n, change] of changes.entries()) {
        change(files, failing);
        answers.length = 0;
        const now = Date.UTC(2026, 6, 10) + (n + 1) * 6 * HOURS;
        last = await listing(files, { getFile, memory: last.memory, now });
        asked.push(answers.filter((answer) => /sitemap/.test(answer)));
      }
      return { asked, last };
    }
    const stay = (): void => undefined;
    const fail = (_: unknown, failing: Map<string, number>): unknown => failing.set('/wp-sitemap.xml', 503);
    const recover = (_: unknown, failing: Map<string, number>): unknown => failing.clear();

    it('keeps the address of the sitemap while the sitemap cannot be reached', async () => {
      const { asked, last } = await listings([fail, stay, recover]);
      expect(asked).toEqual([['/wp-sitemap.xml 503'], ['/wp-sitemap.xml 503'], ['/wp-sitemap.xml 200']]);
      expect(last.listsAll).toBe(true);
    });

    it('searches for another sitemap after six failures in a row, or if the sitemap is gone', async () => {
      const failed = await listings([fail, stay, recover, fail, stay, stay, stay, stay, stay, stay]);
      expect(failed.asked.map((answers) => answers.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 6]);
      const gone = await listings([
        (files) => {
          files['/sitemap.txt'] = files['/wp-sitemap.xml'] ?? '';
          delete files['/wp-sitemap.xml'];
        },
        stay,
      ]);
      expect(gone.asked[0]).toEqual(['/wp-sitemap.xml 404']);
      expect(gone.asked[1]?.at(-1)).toBe('/sitemap.txt 200');
    });

    it('repeats the search of all usual paths after a day', async () => {
      const { asked } = await listings([
        (files) => delete files['/wp-sitemap.xml'],
        ...Array.from({ length: 6 }, () => stay),
      ]);
      expect(asked.map((answers) => answers.length)).toEqual([1, 6, 1, 1, 1, 6, 1]);
    });
  });
});
