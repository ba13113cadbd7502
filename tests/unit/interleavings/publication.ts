import { createHash } from 'node:crypto';

/**
 * A small publication in two editions, each as a companion index or as a plain site. The second edition has
 * corrections, a withdrawal and a new analysis.
 */

export const PUBLICATION = 'https://noligarchy.us/';
const INDEX = '.well-known/civic-lens/';

export type Form = 'companion' | 'site';
export type Edition = 'first' | 'second';

interface Analysis {
  readonly id: string;
  readonly published: string;
  readonly updated?: string;
}

const EDITIONS: Readonly<Record<Edition, readonly Analysis[]>> = {
  first: [
    { id: 'ferry', published: '2026-07-02' },
    { id: 'ports', published: '2026-07-01' },
    { id: 'rail', published: '2026-06-20' },
    { id: 'meter', published: '2026-05-11' },
  ],
  // "ferry" and "ports" were corrected, "rail" was withdrawn, "bus" is new.
  second: [
    { id: 'bus', published: '2026-07-09' },
    { id: 'ferry', published: '2026-07-02', updated: '2026-07-08' },
    { id: 'ports', published: '2026-07-01', updated: '2026-07-07' },
    { id: 'meter', published: '2026-05-11' },
  ],
};
/** The analyses whose texts differ between the two editions. */
export const CORRECTED: readonly string[] = ['ferry', 'ports'];
/** The analysis whose text can never be fetched from the companion index. */
const WITHOUT_TEXT = 'meter';

/** Returns the text of an analysis. The text contains the date of the analysis's version. */
function textOfVersion({ id, published, updated }: Pick<Analysis, 'id' | 'published' | 'updated'>): string {
  return `The text of ${id} as of ${updated ?? published}.`;
}

/** Returns the date in a text that `textOfVersion` returned; an empty string if there is none. */
export function dayIn(words: string): string {
  return /as of (\S+)\.$/.exec(words)?.[1] ?? '';
}

/** Contents of files, keyed by path. */
export type Files = ReadonlyMap<string, string>;

export function filesOf(form: Form, edition: Edition): Files {
  const analyses = EDITIONS[edition];
  const files = new Map<string, string>();
  for (const analysis of analyses) {
    if (analysis.id === WITHOUT_TEXT && form === 'companion') continue;
    files.set(`analysis/${analysis.id}`, pageOf(analysis));
    files.set(`analysis/${analysis.id}.json`, JSON.stringify(documentOf(analysis)));
  }
  if (form === 'companion') putIndex(files, analyses, edition);
  else putSite(files, analyses);
  return files;
}

function putIndex(files: Map<string, string>, analyses: readonly Analysis[], edition: Edition): void {
  const put = (path: string, content: object): object => {
    const body = JSON.stringify(content);
    const hash = createHash('sha256').update(body).digest('hex');
    const name = path.replace('HASH', hash.slice(0, 8));
    files.set(INDEX + name, body);
    return { url: name, bytes: body.length, sha256: hash };
  };
  const months = Map.groupBy(analyses, ({ published }) => published.slice(0, 7));
  const segments = [...months].map(([month, ofMonth]) => ({
    ...put(`segments/${month}.HASH.json`, { cards: ofMonth.map(cardOf) }),
    from: `${month}-01`,
    to: `${month}-${month === '2026-06' ? 30 : 31}`,
    count: ofMonth.length,
    texts: put(`texts/${month}.HASH.json`, {
      documents: ofMonth.filter(({ id }) => id !== WITHOUT_TEXT).map(documentOf),
    }),
  }));
  const manifest = {
    format: 'civic-lens-index',
    version: 1,
    generated: edition === 'first' ? '2026-07-02T12:00:00Z' : '2026-07-09T12:00:00Z',
    publication: { name: 'NOLIGARCHY.US', url: PUBLICATION, language: 'en' },
    lenses: [{ id: 'rulebook', name: 'The Rulebook', url: '/lens/rulebook' }],
    segments,
  };
  files.set(`${INDEX}index.json`, JSON.stringify(manifest));
}

function cardOf({ id, published, updated }: Analysis): object {
  return {
    id,
    url: `/analysis/${id}`,
    document: `/analysis/${id}.json`,
    headline: headlineOf(id),
    lens: 'rulebook',
    published,
    ...(updated ? { updated } : {}),
    sources: [`https://${id}.example/story`],
  };
}

function documentOf(analysis: Analysis): object {
  const blocks = [{ type: 'paragraph', content: [textOfVersion(analysis)] }];
  return { card: cardOf(analysis), sections: [{ heading: 'What happened', blocks }] };
}

function headlineOf(id: string): string {
  return `What ${id} changes for the harbours of the strait`;
}

function putSite(files: Map<string, string>, analyses: readonly Analysis[]): void {
  const addressOf = ({ id }: Analysis): string => `${PUBLICATION}analysis/${id}`;
  const items = analyses.map(
    (analysis) => `<item><title>${headlineOf(analysis.id)}</title><link>${addressOf(analysis)}</link>
<pubDate>${new Date(analysis.updated ?? analysis.published).toUTCString()}</pubDate></item>`,
  );
  files.set(
    '',
    `<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>`,
  );
  files.set(
    'feed.xml',
    `<rss version="2.0"><channel><title>NOLIGARCHY.US</title>${items.join('')}</channel></rss>`,
  );
  const entries = analyses.map(
    (analysis) =>
      `<url><loc>${addressOf(analysis)}</loc><lastmod>${analysis.updated ?? analysis.published}</lastmod></url>`,
  );
  files.set('robots.txt', `Sitemap: ${PUBLICATION}sitemap.xml`);
  files.set(
    'sitemap.xml',
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>`,
  );
}

function pageOf(analysis: Analysis): string {
  const { id, published, updated } = analysis;
  const jsonLd = {
    '@context': 'https://schema.org',
    '@type': 'AnalysisNewsArticle',
    headline: headlineOf(id),
    url: `${PUBLICATION}analysis/${id}`,
    datePublished: published,
    ...(updated ? { dateModified: updated } : {}),
    isBasedOn: [{ '@type': 'NewsArticle', url: `https://${id}.example/story`, publisher: 'The Courier' }],
  };
  return `<!doctype html><html lang="en"><head><title>${headlineOf(id)}</title>
<script type="application/ld+json">${JSON.stringify(jsonLd)}</script></head><body><main><article>
<p><a href="/lens/rulebook">The Rulebook</a></p><h1>${headlineOf(id)}</h1>
<h2>What happened</h2><p>${textOfVersion(analysis)}</p>
<dl><dt>Lens</dt><dd>The Rulebook</dd></dl>
<p><a href="https://${id}.example/story">Read the original at The Courier</a></p></article></main></body></html>`;
}

/** Answers a request as a web server with validators does. */
export function answerTo(files: Files, address: string, init: RequestInit | undefined): Response {
  const { pathname, origin } = new URL(address);
  const body = `${origin}/` === PUBLICATION ? files.get(pathname.slice(1)) : undefined;
  const etag = body && `"${createHash('sha256').update(body).digest('hex').slice(0, 8)}"`;
  const response =
    body === undefined
      ? new Response('', { status: 404 })
      : new Headers(init?.headers).get('if-none-match') === etag
        ? new Response(null, { status: 304 })
        : new Response(body, { headers: { etag: etag ?? '', 'content-type': typeOf(pathname) } });
  return Object.defineProperty(response, 'url', { value: address });
}

function typeOf(path: string): string {
  if (path.endsWith('.json')) return 'application/json';
  return /\.(?:xml|txt)$/.test(path) ? 'text/xml' : 'text/html; charset=utf-8';
}
