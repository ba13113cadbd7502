import { Parser } from 'htmlparser2';

/** Number of UTF-16 units to parse between two checks of whether to stop. */
const STEP = 16_384;
/** Maximum depth of elements. Feeds and sitemaps nest about a dozen elements, and XHTML in feeds adds some levels. */
const MAX_DEPTH = 300;
/** Longer `xml:base` values are ignored (UTF-16 units). Each item may have one, so this limit bounds the memory. */
const MAX_BASE_LENGTH = 1000;
/** Maximum number of namespace prefixes in scope. Real documents bind about a dozen. */
const MAX_PREFIXES = 100;

/**
 * The prefix that this project uses for each namespace. Documents may use other prefixes. `http:` and `https:`
 * namespaces count as equal.
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

/** An element of an XML document. */
export interface XmlElement {
  /**
   * The project's prefix (see `NAMESPACES`) and the local name in lower case, for example `content:encoded`. If the
   * namespace is unknown, a name with a prefix gets the prefix `?`, and a name without a prefix stays as it is.
   */
  readonly name: string;
  /** Values by attribute name. Names and values are as in the document. */
  readonly attributes: Readonly<Record<string, string>>;
  /**
   * The `xml:base` of this element or, without it, of the closest ancestor that has one, as an absolute address
   * (https://www.w3.org/TR/xmlbase/).
   */
  readonly base: string | undefined;
  /** Number of ancestors. */
  readonly depth: number;
}

/** Receives the events of a document in document order. */
export interface XmlListener {
  open(element: XmlElement): void;
  text(text: string): void;
  /** @param complete whether the element has its own closing tag. If not, an ancestor or the document ended first */
  close(element: XmlElement, complete: boolean): void;
  /** Reading stops once this is true. */
  readonly done?: boolean;
}

interface Level {
  readonly element: XmlElement;
  /** Prefix in the document → the project's prefix; `undefined` for an unknown namespace. */
  readonly bound: ReadonlyMap<string, string | undefined>;
}

/**
 * Reads XML 1.0 with namespaces and calls the listener for each event. Tolerates common mistakes in feeds: text before
 * the declaration, missing closing tags, unknown entities and undeclared prefixes. Ignores document type declarations,
 * so no entity can expand to a long text. Stops soon after the depth exceeds `MAX_DEPTH`.
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
  for (let at = 0; at < text.length && levels.length <= MAX_DEPTH && !listener.done; at += STEP)
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
    if (before.size >= MAX_PREFIXES && !before.has(prefix)) break;
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
  // A prefixed name in an unknown namespace, such as `media:title`, is not the feed's own `title`. An unprefixed
  // `title` is the feed's own, even if the default namespace is unknown.
  return prefix === '' ? local : `?:${local}`;
}

function resolved(address: string, base: string): string | undefined {
  if (address.length > MAX_BASE_LENGTH || !URL.canParse(address, base)) return undefined;
  const { href } = new URL(address, base);
  // Each nested relative base makes the result longer, so limit the result too.
  return href.length > MAX_BASE_LENGTH ? undefined : href;
}
