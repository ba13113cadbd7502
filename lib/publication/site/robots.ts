import { safeLink } from '../../address/safe-link.ts';
import { isOneOrigin } from '../../address/twin-host.ts';

/** What this project's requests are called in robots.txt. */
export const USER_AGENT = 'CivicLens';

/** RFC 9309, 2.5: at least 500 kB are read; more says nothing that a publication means. */
const LONGEST_ROBOTS = 512_000;
const MOST_RULES = 2000;
const LONGEST_PATTERN = 1000;
const MOST_SITEMAPS = 100;

/** What a publication asks of programs that fetch its pages. */
export interface Robots {
  /** Addresses of sitemaps on the publication's own origin, in the file's order. */
  readonly sitemaps: readonly string[];
  /** Whether a page may be fetched. @param path path and query, or an absolute address, of which only these count */
  allows(path: string): boolean;
  /** Seconds between two requests, where the file says so. Not of the standard, but widely kept. */
  readonly crawlDelay?: number;
}

interface Rule {
  readonly pattern: string;
  readonly allow: boolean;
}

interface Group {
  readonly agents: Set<string>;
  readonly rules: Rule[];
  crawlDelay?: number;
}

/**
 * Reads robots.txt (RFC 9309). The groups for `CivicLens` count, together; where there are none, those for `*`. The
 * longest pattern that fits decides, and of equal ones the one that allows.
 *
 * @param text the file, decoded; no file at all is the empty text and allows everything
 * @param base its address
 */
export function readRobots(text: string, base: string): Robots {
  const sitemaps = new Set<string>();
  const groups: Group[] = [];
  let group: Group | undefined;
  /** Whether the group has had a rule: the next agent then starts another. */
  let isClosed = false;

  for (const line of wholeLines(text)) {
    const [field, value] = fieldOf(line);
    switch (field) {
      case 'user-agent':
        if (!group || isClosed) {
          group = { agents: new Set(), rules: [] };
          groups.push(group);
        }
        isClosed = false;
        group.agents.add(productToken(value));
        break;
      case 'allow':
      case 'disallow':
        isClosed = true;
        // An empty pattern names no page.
        if (group && value !== '' && value.length <= LONGEST_PATTERN && group.rules.length < MOST_RULES)
          group.rules.push({ pattern: normalPath(value), allow: field === 'allow' });
        break;
      case 'crawl-delay':
        isClosed = true;
        if (group && /^\d{1,6}(?:\.\d+)?$/.test(value)) group.crawlDelay ??= Number(value);
        break;
      case 'sitemap': {
        const address = value && safeLink(value, base);
        if (address && isOneOrigin(address, base) && sitemaps.size < MOST_SITEMAPS) sitemaps.add(address);
        break;
      }
    }
  }

  const forUs = groups.filter(({ agents }) => agents.has(USER_AGENT.toLowerCase()));
  const ours = forUs.length > 0 ? forUs : groups.filter(({ agents }) => agents.has('*'));
  const rules = ours.flatMap((one) => one.rules).slice(0, MOST_RULES);
  const crawlDelay = ours.find((one) => one.crawlDelay !== undefined)?.crawlDelay;
  return {
    sitemaps: [...sitemaps],
    allows: (path) => isAllowed(pathOf(path, base), rules),
    ...(crawlDelay === undefined ? {} : { crawlDelay }),
  };
}

/** A line that is cut in half would forbid more than it says. */
function wholeLines(text: string): string[] {
  const lines = text.slice(0, LONGEST_ROBOTS).split(/\r\n|[\r\n]/);
  return text.length > LONGEST_ROBOTS ? lines.slice(0, -1) : lines;
}

function fieldOf(line: string): [field: string, value: string] {
  const [written = ''] = line.split('#', 1);
  const colon = written.indexOf(':');
  if (colon < 0) return ['', ''];
  return [
    written.slice(0, colon).replace('\ufeff', '').trim().toLowerCase(),
    written.slice(colon + 1).trim(),
  ];
}

/** RFC 9309, 2.2.1: letters, `-` and `_`, whatever their case; versions and comments after them say nothing. */
function productToken(value: string): string {
  return value.startsWith('*') ? '*' : (/^[a-z_-]+/i.exec(value)?.[0].toLowerCase() ?? '');
}

/** Path and query, with the two characters escaped that patterns give a meaning. */
function pathOf(address: string, base: string): string {
  if (!URL.canParse(address, base)) return '/';
  const { pathname, search } = new URL(address, base);
  return normalPath((pathname + search).replaceAll('*', '%2A').replaceAll('$', '%24'));
}

/**
 * RFC 9309, 2.2.2: what is beyond ASCII is escaped, what need not be escaped is not, so that both sides compare as
 * text.
 */
function normalPath(path: string): string {
  return path
    .replace(/[^\0-\x7f]+/g, (characters) => encodeURIComponent(characters.replace(/\p{Cs}/gu, '\ufffd')))
    .replace(/%[0-9a-f]{2}/gi, (octet) => {
      const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
      return /[\w.~-]/.test(character) ? character : octet.toUpperCase();
    });
}

function isAllowed(path: string, rules: readonly Rule[]): boolean {
  if (path === '/robots.txt') return true;
  let longest = -1;
  let allowed = true;
  for (const { pattern, allow } of rules) {
    if (pattern.length < longest || (pattern.length === longest && !allow)) continue;
    if (!fits(path, pattern)) continue;
    longest = pattern.length;
    allowed = allow;
  }
  return allowed;
}

/**
 * Whether a path starts as a pattern says: `*` is any text, `$` at the end is the path's end. The pieces are looked
 * for in turn.
 */
function fits(path: string, pattern: string): boolean {
  const isWhole = pattern.endsWith('$');
  const pieces = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  const first = pieces[0] ?? '';
  if (!path.startsWith(first)) return false;
  let at = first.length;
  if (isWhole && pieces.length === 1) return path.length === at;
  const last = isWhole ? (pieces.pop() ?? '') : '';
  for (const piece of pieces.slice(1)) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return !isWhole || (path.length - last.length >= at && path.endsWith(last));
}
