import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BuildReport, buildIndex } from '../../../lib/build-index/build-index.ts';
import { checkIndex } from '../../../lib/build-index/check.ts';
import { findingSentence } from '../../../lib/build-index/check-report.ts';
import { problemsOf } from '../../../lib/build-index/report.ts';
import { analyses } from '../../sample/content.ts';
import { feedsOf } from '../../sample/feed.ts';
import { publicationSite } from '../../sample/publication.ts';
import { filesIn, NOW, outlet, temporaryFolder } from './plain-site.ts';

/** Runs the publisher's tool for a publication that redirects from one of its two hosts to the other. */

let out: string;
beforeEach(() => {
  out = temporaryFolder();
});
afterEach(() => {
  rmSync(out, { recursive: true });
});

interface Forwarding {
  readonly get: typeof fetch;
  readonly asked: Set<string>;
}

/** Serves the sample publication as a plain site at `to`. Each address at `from` redirects to the same path there. */
function forwarding(from: string, to: string): Forwarding {
  const asked = new Set<string>();
  const site = new Map([...publicationSite(to, outlet, {}), ...feedsOf(to, outlet, {})]);
  const get = (async (address: string) => {
    const { pathname, origin } = new URL(address);
    asked.add(origin);
    if (`${origin}/` === from)
      return new Response('', { status: 301, headers: { location: new URL(pathname, to).href } });
    const file = pathname.startsWith('/.well-known/') ? undefined : site.get(pathname);
    if (!file) return new Response('', { status: 404 });
    return new Response(file.body as BodyInit, { headers: { 'content-type': file.type } });
  }) as typeof fetch;
  return { get, asked };
}

const build = (site: string, get: typeof fetch): Promise<BuildReport> =>
  buildIndex({ site, out, pace: 0, now: NOW, texts: true, get, wait: async () => undefined });

const hostsIn = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/"url":"(https:\/\/(?:www\.)?publication\.example)\//g)].map(([, host = '']) => host),
  );

describe.each([
  ['https://publication.example/', 'https://www.publication.example/'],
  ['https://www.publication.example/', 'https://publication.example/'],
])('a publication at %s that redirects to %s', (from, to) => {
  it('is read completely, and only from these two hosts', async () => {
    const { get, asked } = forwarding(from, to);
    const report = await build(from, get);
    expect(report.analyses).toBe(analyses.length);
    expect(problemsOf(report)).toEqual([]);
    expect([...asked].sort()).toEqual([from, to].map((address) => address.slice(0, -1)).sort());
    const cards = [...filesIn(out)].filter(([path]) => path.includes('/segments/')).map(([, body]) => body);
    expect(hostsIn(cards.join('\n'))).toEqual(new Set([to.slice(0, -1)]));
  });

  it('has an index without errors', async () => {
    const { get } = forwarding(from, to);
    await build(from, get);
    const { findings } = await checkIndex(out, { documents: 100 });
    expect(findings.filter(({ kind }) => kind === 'error').map(findingSentence)).toEqual([]);
  });
});

it('the tool refuses a redirect to a host that is not a twin', async () => {
  const { get, asked } = forwarding('https://publication.example/', 'https://news.publication.example/');
  await expect(build('https://publication.example/', get)).rejects.toThrow(
    /^robots.txt redirects to another site, .*, so the tool may not read the site now$/,
  );
  expect([...asked]).toEqual(['https://publication.example']);
});
