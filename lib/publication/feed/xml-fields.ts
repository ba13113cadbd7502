import { readFeedDate } from '../../input/feed-dates.ts';
import { MAX_ITEMS } from './feed-fields.ts';
import { readXml, type XmlElement, type XmlListener } from './xml.ts';
import { XmlCapture } from './xml-capture.ts';

/**
 * The child elements of an item or of the feed, by name (see `XmlElement.name`). Names of the feed's own format have no
 * prefix: `title`, not `atom:title`.
 */
export class XmlFields {
  readonly element: XmlElement;
  readonly #captures = new Map<string, XmlCapture[]>();

  constructor(element: XmlElement) {
    this.element = element;
  }

  add(name: string, capture: XmlCapture): void {
    const captures = this.#captures.get(name);
    if (!captures) this.#captures.set(name, [capture]);
    else if (captures.length < MAX_PER_NAME) captures.push(capture);
  }

  all(name: string): readonly XmlCapture[] {
    return this.#captures.get(name) ?? [];
  }

  /** Returns the first element that is not blank. Tries the names in their order. */
  first(...names: string[]): XmlCapture | undefined {
    for (const name of names) {
      const capture = this.all(name).find(({ content }) => /\S/.test(content));
      if (capture) return capture;
    }
    return undefined;
  }

  /** Returns the text of the first element that is not blank. Tries the names in their order. */
  text(...names: string[]): string | undefined {
    return this.first(...names)?.content.trim();
  }
}

/** Returns the first valid date in the fields with these names, as RFC 3339 or `YYYY-MM-DD`. */
export function firstDate(item: XmlFields, names: readonly string[], now: number): string | undefined {
  for (const name of names) {
    const date = readFeedDate(item.text(name), now);
    if (date) return date;
  }
  return undefined;
}

const MAX_PER_NAME = 50;

/** The names of the fields of items and of the feed itself that `Collector` keeps. */
const FIELDS = new Set(
  [
    'title link guid description pubdate category language id published updated summary content issued',
    'modified created content:encoded xhtml:body xhtml:div fullitem body dc:title dc:description dc:date',
    'dc:subject dc:language dcterms:issued dcterms:created dcterms:modified atom:link atom:published',
    'atom:updated feedburner:origlink fh:complete',
  ]
    .join(' ')
    .split(' '),
);

const ROOTS: Readonly<Record<string, 'rss' | 'atom'>> = {
  rss: 'rss',
  'rss:rss': 'rss',
  'rdf:rdf': 'rss',
  'atom:feed': 'atom',
  feed: 'atom',
};

/**
 * Maximum depth of the feed's root. Some servers print warnings around the feed, so the root may be inside other
 * elements.
 */
const STRAY_DEPTH = 3;

/** The elements of an RSS or Atom document; `rssDraft` and `atomDraft` interpret them. */
export interface XmlFeed {
  readonly format: 'rss' | 'atom';
  /** Fields of the feed itself. */
  readonly about: XmlFields;
  readonly items: readonly XmlFields[];
  /** Number of items whose end is missing, such as the last item of a truncated feed. */
  readonly incomplete: number;
  /** Tombstones (RFC 6721): id → time of the withdrawal, as written. */
  readonly tombstones: ReadonlyMap<string, string | undefined>;
  /** Whether the closing tag of the root is missing. */
  readonly isCut: boolean;
}

/**
 * Collects the elements of the feed in an XML document.
 *
 * @param base address of the document
 * @returns `undefined` if the document contains neither RSS nor Atom
 */
export function xmlFeed(text: string, base: string): XmlFeed | undefined {
  const collector = new Collector();
  readXml(text, base, collector);
  const { format, about, items, incomplete, tombstones, isCut } = collector;
  return format && about ? { format, about, items, incomplete, tombstones, isCut } : undefined;
}

class Collector implements XmlListener {
  format: 'rss' | 'atom' | undefined;
  /** Fields of the feed. In RSS, `channel` replaces the root. */
  about: XmlFields | undefined;
  readonly items: XmlFields[] = [];
  readonly tombstones = new Map<string, string | undefined>();
  incomplete = 0;
  isCut = true;
  #root: XmlElement | undefined;
  #inAbout = false;
  #hasChannel = false;
  #item: XmlFields | undefined;
  #capture: XmlCapture | undefined;
  #isPage = false;

  get done(): boolean {
    return this.items.length >= MAX_ITEMS || this.#isPage;
  }

  open(element: XmlElement): void {
    if (this.#capture) this.#capture.open(element);
    else if (this.format) this.#openInFeed(element);
    else this.#openRoot(element);
  }

  #openInFeed(element: XmlElement): void {
    const name = this.#ownName(element);
    if (name === (this.format === 'atom' ? 'entry' : 'item')) {
      // If the new item begins inside another item, keep the outer item: only its closing tag is missing.
      this.#keepItem();
      this.#item = new XmlFields(element);
    } else if (name === 'channel' && this.format === 'rss' && !this.#item && !this.#hasChannel) {
      this.#hasChannel = true;
      this.#openAbout(element);
    } else if (name === 'at:deleted-entry') {
      const { ref, when } = element.attributes;
      if (ref && this.tombstones.size < MAX_ITEMS) this.tombstones.set(ref, when);
    } else {
      const around = this.#item ?? (this.#inAbout ? this.about : undefined);
      if (element.depth - 1 === around?.element.depth && FIELDS.has(name))
        this.#capture = new XmlCapture(element);
    }
  }

  text(text: string): void {
    this.#capture?.text(text);
  }

  close(element: XmlElement, complete: boolean): void {
    const capture = this.#capture;
    if (capture && element !== capture.element) {
      capture.close(element.name, complete);
    } else if (capture) {
      (this.#item ?? this.about)?.add(this.#ownName(element), capture);
      this.#capture = undefined;
    } else if (element === this.#item?.element) {
      if (complete) this.#keepItem();
      else this.incomplete++;
      this.#item = undefined;
    } else if (element === this.about?.element) {
      this.#inAbout = false;
    }
    if (element === this.#root && complete) this.isCut = false;
  }

  #openRoot(element: XmlElement): void {
    if (/^(?:xhtml:)?html$/.test(element.name)) this.#isPage = true;
    if (this.#isPage || element.depth > STRAY_DEPTH || !Object.hasOwn(ROOTS, element.name)) return;
    this.format = ROOTS[element.name];
    this.#root = element;
    this.#openAbout(element);
  }

  #openAbout(element: XmlElement): void {
    this.about = new XmlFields(element);
    this.#inAbout = true;
  }

  #keepItem(): void {
    if (this.#item && this.items.length < MAX_ITEMS) this.items.push(this.#item);
  }

  /** Returns the name of an element without the prefix of the feed's own format. */
  #ownName({ name }: XmlElement): string {
    const own = `${this.format}:`;
    return name.startsWith(own) ? name.slice(own.length) : name;
  }
}
