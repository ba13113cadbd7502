import { createHash } from 'node:crypto';

/** Serves a companion index from memory, for tests of the code that fetches it. */

export const PUBLICATION = 'https://noligarchy.us/';
const BASE = `${PUBLICATION}.well-known/civic-lens/`;

export interface ServedMonth {
  /** The month, for example "2026-07". */
  readonly month: string;
  readonly cards: readonly object[];
  readonly documents?: readonly object[];
}

/** A web server in memory. */
export interface Served {
  readonly get: typeof fetch;
  /**
   * The addresses of all requests so far. Addresses in the folder of the companion index are relative to this folder.
   */
  readonly asked: string[];
  /** Answers that replace files, keyed by the end of the file's address. */
  readonly instead: Map<string, () => Promise<Response> | Response>;
  publish(months: readonly ServedMonth[], change?: object): void;
}

export function card(id: string, change: object = {}): object {
  return {
    id,
    url: `/analysis/${id}`,
    headline: `What ${id} changes`,
    lens: 'rulebook',
    published: '2026-07-02',
    sources: [`https://outlet.example/${id}`],
    ...change,
  };
}

export function analysisDocument(id: string, text = `The text of ${id}.`): object {
  return {
    card: card(id),
    sections: [{ heading: 'What happened', blocks: [{ type: 'paragraph', content: [text] }] }],
  };
}

export function serve(months: readonly ServedMonth[]): Served {
  let files = new Map<string, string>();
  const asked: string[] = [];
  const instead: Served['instead'] = new Map();
  const publish: Served['publish'] = (published, change = {}) => {
    files = filesOf(published, change);
  };
  publish(months);
  const get = (async (address: string, init?: RequestInit) => {
    asked.push(address.replace(BASE, ''));
    for (const [end, answer] of instead) if (address.endsWith(end)) return at(address, await answer());
    const body = files.get(address);
    if (body === undefined) return at(address, new Response('', { status: 404 }));
    const etag = `"${sha256(body).slice(0, 8)}"`;
    if (new Headers(init?.headers).get('if-none-match') === etag)
      return at(address, new Response(null, { status: 304 }));
    return at(address, new Response(body, { headers: { etag } }));
  }) as typeof fetch;
  return { get, asked, instead, publish };
}

/** Sets the address of a response. In Node, the address is empty unless `fetch` made the response. */
function at(address: string, response: Response): Response {
  if (!response.url) Object.defineProperty(response, 'url', { value: address });
  return response;
}

function filesOf(months: readonly ServedMonth[], change: object): Map<string, string> {
  const files = new Map<string, string>();
  const put = (name: string, content: object): object => {
    const body = JSON.stringify(content);
    const url = name.replace('HASH', sha256(body).slice(0, 8));
    files.set(BASE + url, body);
    return { url, bytes: Buffer.byteLength(body), sha256: sha256(body) };
  };
  const segments = months.map(({ month, cards, documents }) => ({
    ...put(`segments/${month}.HASH.json`, { cards }),
    from: `${month}-01`,
    to: `${month}-31`.replace(/-31$/, month.endsWith('06') ? '-30' : '-31'),
    count: cards.length,
    ...(documents ? { texts: put(`texts/${month}.HASH.json`, { documents }) } : {}),
  }));
  const manifest = {
    format: 'civic-lens-index',
    version: 1,
    generated: '2026-07-02T12:00:00Z',
    publication: { name: 'NOLIGARCHY.US', url: PUBLICATION, language: 'en' },
    lenses: [{ id: 'rulebook', name: 'The Rulebook', url: '/lens/rulebook' }],
    segments,
    ...change,
  };
  files.set(`${BASE}index.json`, JSON.stringify(manifest));
  return files;
}

function sha256(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
