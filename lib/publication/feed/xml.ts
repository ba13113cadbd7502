import { Parser } from 'htmlparser2';

/** Characters parsed between two looks at whether to go on. */
const STEP = 16_384;
/** Feeds and sitemaps nest a dozen elements, XHTML in them some more. */
const DEEPEST = 300;
/** Longer ones are no address of a folder. Each item may have one, so that their length counts often. */
const LONGEST_BASE = 1000;
/** Prefixes that are kept in mind. Real documents bind a dozen. */
const MOST_BOUND = 100;

/**
 * Namespaces by the prefix that this project writes for them, whatever a document calls them. `http:` and `https:`
 * are the same.
 */
const NAMESPACES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/atom': 'atom',
  'http://purl.org/atom/ns#': 'atom',
  'http://purl.org/rss/1.0/': 'rss',
  'http://my.netscape.com/rdf/simple/0.9/': 'rss',
  'http://channel.netscape.com/rdf/simple/0.9/': 'rss',
  'http://purl.org/net/rss1.1#': 'rss',
  'http://backend.userland.com/rss2': 'rss',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://purl.org/atompub/tombstones/1.0': 'at',
  'http://purl.org/syndication/history/1.0': 'fh',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://www.sitemaps.org/schemas/sitemap/0.9': 'sitemap',
  'http://www.google.com/schemas/sitemap/0.84': 'sitemap',
  'http://www.google.com/schemas/sitemap-news/0.9': 'news',
};
const PREFIXES = new Set(Object.values(NAMESPACES));

export interface XmlElement {
  /**
   * Prefix of this project (see `NAMESPACES`) and local name: `content:encoded`. Lower case; no prefix outside known
   * namespaces.
   */
  readonly name: string;
  /** By name as written. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What `xml:base` says here or on an element around it (XML Base), absolute. */
  readonly base: string | undefined;
  /** Elements around it. */
  readonly depth: number;
}

/** What happens while a document is read. */
export interface XmlListener {
  open(element: XmlElement): void;
  text(text: string): void;
  /** @param complete whether the element's own end was written, and not just that of one around it, or none */
  close(element: XmlElement, complete: boolean): void;
  /** Nothing more is read once this is true. */
  readonly done?: boolean;
}

interface Level {
  readonly element: XmlElement;
  /** Prefix as written → prefix of this project; `undefined` where an unknown namespace took it. */
  readonly bound: ReadonlyMap<string, string | undefined>;
}

/**
 * Reads XML 1.0 with namespaces as a stream of events, and forgives what feeds do wrong: text before the declaration,
 * elements left open, unknown entities, undeclared prefixes. A document type declares nothing here, so no entity
 * expands to anything but its one character. A document that nests beyond reason is not read further; nothing of it
 * is kept but what the listener keeps.
 *
 * @param base address of the document
 */
export function readXml(text: string, base: string, listener: XmlListener): void {
  const levels: Level[] = [];
  const parser = new Parser(
    {
      onopentag(written, attributes) {
        const around = levels.at(-1);
        const bound = bindings(attributes, around?.bound ?? NOTHING_BOUND);
        const outer = around?.element.base;
        const own = attributes['xml:base'];
        const element = {
          name: knownName(written, bound),
          attributes,
          base: (own === undefined ? undefined : resolved(own, outer ?? base)) ?? outer,
          depth: levels.length,
        };
        levels.push({ element, bound });
        listener.open(element);
      },
      ontext: (data) => listener.text(data),
      onclosetag(_name, implied) {
        const level = levels.pop();
        if (level) listener.close(level.element, !implied);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < text.length && levels.length <= DEEPEST && !listener.done; at += STEP)
    parser.write(text.slice(at, at + STEP));
  parser.end();
}

const NOTHING_BOUND: Level['bound'] = new Map();

function bindings(attributes: Readonly<Record<string, string>>, around: Level['bound']): Level['bound'] {
  let bound: Map<string, string | undefined> | undefined;
  for (const name in attributes) {
    const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined;
    if (prefix === undefined) continue;
    const before = bound ?? around;
    if (before.size >= MOST_BOUND && !before.has(prefix)) break;
    bound ??= new Map(around);
    const namespace =
      attributes[name]
        ?.trim()
        .toLowerCase()
        .replace(/^https:/, 'http:') ?? '';
    bound.set(prefix, Object.hasOwn(NAMESPACES, namespace) ? NAMESPACES[namespace] : undefined);
  }
  return bound ?? around;
}

function knownName(written: string, bound: Level['bound']): string {
  const colon = written.indexOf(':');
  const prefix = colon < 0 ? '' : written.slice(0, colon);
  const local = written.slice(colon + 1).toLowerCase();
  const known = bound.has(prefix) ? bound.get(prefix) : PREFIXES.has(prefix) ? prefix : undefined;
  if (known) return `${known}:${local}`;
  // An unknown namespace's "title" under a prefix is not the feed's title; one without a prefix is.
  return prefix === '' ? local : `?:${local}`;
}

function resolved(address: string, base: string): string | undefined {
  if (address.length > LONGEST_BASE || !URL.canParse(address, base)) return undefined;
  const { href } = new URL(address, base);
  // Bases stand in bases: each would be longer than the one before.
  return href.length > LONGEST_BASE ? undefined : href;
}
