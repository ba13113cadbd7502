import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../../lib/build-index/error-messages.ts';
import { SiteClient } from '../../../lib/build-index/site-client.ts';

const SITE = 'https://publication.example/';
const PAGE = `${SITE}analysis/talks`;

type Answer = () => Response;

/** Returns a client of a site in memory. Each path gives its answers one after the other, and repeats the last one. */
function siteOf(answers: Readonly<Record<string, readonly Answer[]>>) {
  const asked: { path: string; headers: Headers }[] = [];
  const waits: number[] = [];
  const left = new Map(Object.entries(answers).map(([path, responses]) => [path, [...responses]]));
  const client = new SiteClient({
    site: SITE,
    pace: 1000,
    userAgent: 'CivicLens-build-index/1.0 (+https://publication.example/)',
    wait: async (ms) => void waits.push(Math.round(ms / 1000)),
    get: (async (address: string, init?: RequestInit) => {
      const { pathname } = new URL(address);
      asked.push({ path: pathname, headers: new Headers(init?.headers) });
      const responses = left.get(pathname) ?? [];
      const answer = responses.length > 1 ? responses.shift() : responses[0];
      return answer?.() ?? new Response('', { status: 404 });
    }) as typeof fetch,
  });
  return { client, asked, waits };
}

const moved = (to: string) => (): Response => new Response('', { status: 301, headers: { location: to } });
const robots = (text: string) => (): Response => new Response(`User-agent: CivicLens\n${text}\n`);
const failure = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'no failure', reasonOf);

describe('a client of a site', () => {
  it('sends its User-Agent and the validators of the known file', async () => {
    const { client, asked } = siteOf({ '/analysis/talks': [() => new Response(null, { status: 304 })] });
    expect(await client.file(PAGE, { etag: '"7"', lastModified: 'Thu, 02 Jul 2026 12:00:00 GMT' })).toBe(
      'unchanged',
    );
    expect(Object.fromEntries(asked[0]?.headers ?? [])).toEqual({
      'user-agent': 'CivicLens-build-index/1.0 (+https://publication.example/)',
      'if-none-match': '"7"',
      'if-modified-since': 'Thu, 02 Jul 2026 12:00:00 GMT',
    });
  });

  it.each([
    ['at its own pace if robots.txt names none', 'Disallow: /search', 1],
    ['at the pace of robots.txt if that is slower', 'Crawl-delay: 4', 4],
    ['at its own pace if that is slower', 'Crawl-delay: 0.1', 1],
    ['at least every half minute', 'Crawl-delay: 3600', 30],
  ])('sends requests %s', async (_, rule, seconds) => {
    const { client, waits } = siteOf({
      '/robots.txt': [robots(rule)],
      '/analysis/talks': [() => new Response('')],
    });
    await client.file(`${SITE}robots.txt`);
    await client.file(PAGE);
    expect(waits).toEqual([seconds]);
  });

  it('follows redirects within the site, and keeps its pace for each request', async () => {
    const { client, asked, waits } = siteOf({
      '/analysis/talks': [moved('/2026/talks')],
      '/2026/talks': [moved(`${SITE}news/talks`)],
      '/news/talks': [() => new Response('here')],
    });
    expect(await client.file(PAGE)).toMatchObject({ url: `${SITE}news/talks` });
    expect(asked.map(({ path }) => path)).toEqual(['/analysis/talks', '/2026/talks', '/news/talks']);
    expect(waits).toEqual([1, 1]);
    expect(client.requests).toBe(3);
  });

  it.each([
    [
      'redirects to another site, https://news.publication.example/x, which the tool does not contact',
      [moved('https://news.publication.example/x')],
      1,
    ],
    [
      'redirects to another site, http://publication.example/x, which the tool does not contact',
      [moved('http://publication.example/x')],
      1,
    ],
    ['redirects too often', [moved('/analysis/talks')], 6],
    ['is not allowed by robots.txt', [moved('/private/talks')], 1],
    ['answers 404', [() => new Response('', { status: 404 })], 1],
  ])('reports that a page %s', async (why, answers, requests) => {
    const { client, asked } = siteOf({
      '/robots.txt': [robots('Disallow: /private')],
      '/analysis/talks': answers,
    });
    await client.file(`${SITE}robots.txt`);
    expect(await failure(client.file(PAGE))).toBe(why);
    expect(asked.length - 1).toBe(requests);
  });

  it('never sends a request to another site', async () => {
    const { client, asked } = siteOf({});
    expect(await failure(client.file('https://elsewhere.example/'))).toBe(
      'is on another site, which the tool does not contact',
    );
    expect(asked).toEqual([]);
  });

  it('waits as long as a busy server asks, but two minutes at most, and gives up after three retries', async () => {
    const busy = (after: string) => (): Response =>
      new Response('', { status: 429, headers: { 'retry-after': after } });
    const date = 'Thu, 02 Jul 2026 12:00:00 GMT';
    const dated = (after: string) => (): Response =>
      new Response('', { status: 503, headers: { 'retry-after': after, date } });
    const { client, asked, waits } = siteOf({
      '/analysis/talks': [busy('7'), busy('86400'), () => new Response('here')],
      '/dated': [dated('Thu, 02 Jul 2026 12:00:42 GMT'), dated('soon'), () => new Response('here')],
      '/never': [busy('1')],
    });
    await client.file(PAGE);
    expect(waits.filter((seconds) => seconds > 1)).toEqual([7, 120]);
    waits.splice(0);
    await client.file(`${SITE}dated`);
    expect(waits.filter((seconds) => seconds > 1)).toEqual([42, 5]);
    expect(await failure(client.file(`${SITE}never`))).toBe('answers 429');
    expect(asked.filter(({ path }) => path === '/never')).toHaveLength(4);
  });

  it('refuses a file that is too large', async () => {
    const { client } = siteOf({ '/analysis/talks': [() => new Response('x'.repeat(100))] });
    expect(await failure(client.file(PAGE, {}, 99))).toBe('is too large');
  });
});
