import { safeLink } from '../../address/safe-link.ts';
import { isSameOriginOrTwin } from '../../address/www-twin.ts';

/** Product token of this project in robots.txt. */
const USER_AGENT = 'CivicLens';

/** RFC 9309, 2.5, requires crawlers to read at least 500 KiB. The rest is ignored (UTF-16 units). */
const MAX_ROBOTS_LENGTH = 512_000;
const MAX_RULES = 2000;
const MAX_PATTERN_LENGTH = 1000;
const MAX_SITEMAPS = 100;

/** The rules of a publication for programs that fetch its pages. */
export interface Robots {
  /** Addresses of sitemaps on the publication's own origin, in the file's order. */
  readonly sitemaps: readonly string[];
  /**
   * Whether a page may be fetched.
   *
   * @param path path and query, or an absolute address; only its path and query count
   */
  allows(path: string): boolean;
  /** Seconds between two requests, if the file sets them. The field is not in the standard, but is widely supported. */
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
 * Reads robots.txt (RFC 9309). All groups for `CivicLens` apply together. If there is no such group, all groups for `*`
 * apply. The longest matching pattern decides. Between patterns of equal length, `Allow` wins.
 *
 * @param text the decoded file. For a missing file pass an empty text, which allows everything
 * @param base address of the file
 */
export function readRobots(text: string, base: string): Robots {
  const sitemaps = new Set<string>();
  const groups: Group[] = [];
  let group: Group | undefined;
  /** Whether the group already has a rule or a crawl delay. If so, the next user agent starts a new group. */
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
        // An empty pattern matches no page.
        if (group && value !== '' && value.length <= MAX_PATTERN_LENGTH && group.rules.length < MAX_RULES)
          group.rules.push({ pattern: normalPath(value), allow: field === 'allow' });
        break;
      case 'crawl-delay':
        isClosed = true;
        if (group && /^\d{1,6}(?:\.\d+)?$/.test(value)) group.crawlDelay ??= Number(value);
        break;
      case 'sitemap': {
        const address = value && safeLink(value, base);
        if (address && isSameOriginOrTwin(address, base) && sitemaps.size < MAX_SITEMAPS)
          sitemaps.add(address);
        break;
      }
    }
  }

  const forUs = groups.filter(({ agents }) => agents.has(USER_AGENT.toLowerCase()));
  const ours = forUs.length > 0 ? forUs : groups.filter(({ agents }) => agents.has('*'));
  const rules = ours.flatMap((one) => one.rules).slice(0, MAX_RULES);
  const crawlDelay = ours.find((one) => one.crawlDelay !== undefined)?.crawlDelay;
  return {
    sitemaps: [...sitemaps],
    allows: (path) => isAllowed(pathOf(path, base), rules),
    ...(crawlDelay === undefined ? {} : { crawlDelay }),
  };
}

/** Returns the lines of a file. Drops a truncated last line, because its shorter pattern would match more pages. */
function wholeLines(text: string): string[] {
  const lines = text.slice(0, MAX_ROBOTS_LENGTH).split(/\r\n|[\r\n]/);
  return text.length > MAX_ROBOTS_LENGTH ? lines.slice(0, -1) : lines;
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

/**
 * Returns the product token of a line (RFC 9309, 2.2.1): letters, `-` and `_`, in lower case. Ignores a version or
 * comment after it.
 */
function productToken(value: string): string {
  return value.startsWith('*') ? '*' : (/^[a-z_-]+/i.exec(value)?.[0].toLowerCase() ?? '');
}

/** Returns the path and query of an address. Escapes `*` and `$`, which have a special meaning in patterns. */
function pathOf(address: string, base: string): string {
  if (!URL.canParse(address, base)) return '/';
  const { pathname, search } = new URL(address, base);
  return normalPath((pathname + search).replaceAll('*', '%2A').replaceAll('$', '%24'));
}

/**
 * Normalizes a path (RFC 9309, 2.2.2), so that paths can be compared as text: escapes characters outside ASCII, and
 * unescapes characters that need no escape.
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
 * Whether a path matches a pattern from its start. In the pattern, `*` is any text, and `$` at the end is the end of
 * the path. Searches the pieces between `*` one after the other, without backtracking.
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
