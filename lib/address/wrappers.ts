import { decodePercent } from './decode-percent.ts';
import { isLoopback } from './hosts.ts';

/**
 * Matches the addresses of a service that shows the page of another site or redirects to it. Only listed hosts are
 * unwrapped. A rule for parameter names, such as `?url=`, would also unwrap log-in and share pages. These pages would
 * then match the article to which they lead. Each pattern tests the whole address. It captures the wrapped address as
 * `path` (as written) or as `parameter` (percent-encoded).
 */
type Wrapper = RegExp;

/** Hosts of AMP caches. An address on them wraps a page if its path has a form such as "/c/s/host/path" (see `AMP`). */
const AMP_CACHES = 'cdn\\.ampproject\\.org|bing-amp\\.com';

/**
 * Matches the addresses of AMP caches ("/c/s/host/path") and viewers ("/amp/s/host/path"). "s/" means that the page has
 * an `https:` address. Without "s/", the page is also assumed to have an `https:` address.
 */
const AMP = new RegExp(
  [
    `^https?://(?:(?:[^/.]+\\.)?(?:${AMP_CACHES})/[a-z]{1,2}`,
    '|(?:www\\.)?(?:google\\.(?:com?\\.)?[a-z]{2,3}|bing\\.com)/amp)/(?:s/)?([^/]+\\.[^/].*)$',
  ].join(''),
);

const TRANSLATED = 'translate\\.goog';

/** Hosts of the proxies of public and university libraries: EZproxy under its usual names, OCLC and OpenAthens. */
const LIBRARY_PROXIES = [
  '(?:ezproxy\\d*|libproxy\\d*|proxy\\d*\\.lib(?:rary)?)(?:\\.[\\w-]+)+',
  'idm\\.oclc\\.org|proxy\\.openathens\\.net',
].join('|');

/**
 * Matches the address of a translated page ("www-example-com.translate.goog"), or of a page in the proxy of a library
 * ("www-example-com.ezproxy.library.org"). In the first label of these hosts, a hyphen stands for each dot of the
 * original host, and two hyphens stand for each hyphen.
 */
const HYPHENATED_HOST = new RegExp(
  `^https?://([^/.]*-[^/.]*)\\.(?:${TRANSLATED}|(?:[\\w-]+\\.)?(?:${LIBRARY_PROXIES}))(?::\\d+)?(/.*)$`,
);

/** The date of a copy: "20260703101010", "2026.07.03-101010", "2026-0703-1010-10", "20260703id_", "2026*", "newest". */
const MOMENT = '(?:\\d{4}[\\d.:-]*(?:[a-z]{2}_)?\\*?|\\*|newest|oldest)';

/** Services that show the page of another site under their own address. */
interface PageWrapper {
  /** Pattern of the hosts of these services. Only addresses on these hosts and their subdomains are unwrapped. */
  readonly hosts: string;
  /** Patterns of the part of an address after the host. Each captures the wrapped address, as in `Wrapper`. */
  readonly captures: readonly string[];
}

const PAGE_WRAPPERS: readonly PageWrapper[] = [
  // Page translators, with the address of the page in a parameter.
  {
    hosts: [
      'translate\\.google\\.(?:com?\\.)?[a-z]{2,3}|translate\\.googleusercontent\\.com|translatetheweb\\.com',
      'microsofttranslator\\.com|translate\\.yandex\\.(?:com|[a-z]{2})|papago\\.naver\\.(?:com|net)',
    ].join('|'),
    captures: ['/[^?]*\\?(?:[^#]*&)?(?:[ua]|url)=(?<parameter>[^&#]+)'],
  },
  {
    hosts: 'webcache\\.googleusercontent\\.com',
    captures: [
      ['/[^?]*\\?(?:[^#]*&)?q=cache(?::|%3a)', '(?:[\\w-]{12}(?::|%3a))?(?<parameter>[^&#+]+)'].join(''),
    ],
  },
  // Web archives, caches and proxies whose addresses contain the address of the page that they show.
  {
    hosts: [
      // archive.today under all its names, the Wayback Machine, and national and other archives.
      'archive\\.(?:today|ph|is|li|vn|fo|md|org)|archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd\\.onion',
      'ghostarchive\\.org|archive-it\\.org|arquivo\\.pt|webarchive\\.org\\.uk',
      'webarchive\\.nationalarchives\\.gov\\.uk|webarchive\\.loc\\.gov|webharvest\\.gov|vefsafn\\.is|webcitation\\.org',
      'mementoweb\\.org|megalodon\\.jp|wikiwix\\.com|conifer\\.rhizome\\.org|perma\\.cc|freezepage\\.com',
      'cachedview\\.(?:com|nl)',
      // Caches of search engines.
      'cc\\.bingj\\.com|yandexwebcache\\.net|hghltd\\.yandex\\.net',
      // Annotation and reading proxies.
      'via\\d?\\.hypothes\\.is|12ft\\.io|1ft\\.io|removepaywalls?\\.com|smry\\.ai|r\\.jina\\.ai',
      'freedium(?:-mirror)?\\.cfd|txtify\\.it|printfriendly\\.com|textise\\.net|swap\\.stanford\\.edu',
    ].join('|'),
    captures: [
      // The whole address in the path.
      '/(?:[^?#]*?/)?(?<path>https?:/.+)$',
      // The whole address in the path, percent-encoded.
      '/(?:[^?#]*?/)?(?<parameter>https?%3a(?:%2f|/)[^?#]+)',
      // An address without its scheme, after the date of the copy.
      `/(?:[^?#]*/)?${MOMENT}/(?<path>(?:[\\w-]+\\.)+[a-z]{2,}(?::\\d+)?(?:[/?#].*)?)$`,
      // An address in a parameter.
      [
        '/[^?#]*\\?(?:[^#]*&)?(?:(?:str)?url|u|q|term|uri|source)=(?:url(?::|%3a))?',
        '(?<parameter>https?(?::|%3a)[^&#]+)',
      ].join(''),
    ],
  },
];

/**
 * Hosts whose addresses may wrap a page, except the AMP viewers of Google and Bing. Built from the patterns above, so
 * that no host of these patterns is missing.
 */
const WRAPPER_HOSTS = [
  AMP_CACHES,
  TRANSLATED,
  LIBRARY_PROXIES,
  ...PAGE_WRAPPERS.map(({ hosts }) => hosts),
].join('|');
const MAY_WRAP = new RegExp(`(?:^|\\.)(?:(?:${WRAPPER_HOSTS})$|google\\.|bing\\.)`);

/**
 * Matches every address that `unwrapPage` unwraps, and few others. In a matching address, content scripts search for
 * the host of the wrapped page (`possibleHosts`).
 */
export const WRAPPER_ADDRESS = new RegExp(
  `^https?://(?:[^/?#]+\\.)?(?:(?:${WRAPPER_HOSTS})(?::\\d+)?/|(?:google|bing)\\.[a-z.]+/amp/)`,
);

const PAGE_PATTERNS: readonly Wrapper[] = PAGE_WRAPPERS.flatMap(({ hosts, captures }) =>
  captures.map((capture) => new RegExp(`^https?://(?:[^/?#]+\\.)?(?:${hosts})(?::\\d+)?${capture}`, 'i')),
);

/**
 * Services that count clicks on links. They redirect immediately, so their addresses occur only in links, and never
 * stay in the address bar.
 */
const LINK_WRAPPERS: readonly Wrapper[] = [
  /^https?:\/\/(?:www\.|news\.)?google\.(?:com?\.)?[a-z]{2,3}\/url\?(?:[^#]*&)?(?:url|q)=(?<parameter>[^&#]+)/,
  /^https?:\/\/lm?\.(?:facebook|instagram|messenger|threads)\.com\/[^?]*\?(?:[^#]*&)?u=(?<parameter>[^&#]+)/,
  /^https?:\/\/(?:www\.)?youtube\.com\/redirect\?(?:[^#]*&)?q=(?<parameter>[^&#]+)/,
  new RegExp(
    [
      '^https?://(?:out\\.reddit\\.com|slack-redir\\.net|[^/]+\\.safelinks\\.protection\\.outlook\\.com)/',
      '[^?]*\\?(?:[^#]*&)?url=(?<parameter>[^&#]+)',
    ].join(''),
  ),
  /^https?:\/\/(?:www\.)?linkedin\.com\/(?:redir|safety)[^?]*\?(?:[^#]*&)?url=(?<parameter>[^&#]+)/,
  /^https?:\/\/steamcommunity\.com\/linkfilter\/?\?(?:[^#]*&)?(?:u|url)=(?<parameter>[^&#]+)/,
  /^https?:\/\/vk\.com\/away(?:\.php)?\?(?:[^#]*&)?to=(?<parameter>[^&#]+)/,
  /^https?:\/\/go\.skimresources\.com\/?\?(?:[^#]*&)?url=(?<parameter>[^&#]+)/,
  /^https?:\/\/t\.umblr\.com\/[^?]*\?(?:[^#]*&)?z=(?<parameter>[^&#]+)/,
  /^https?:\/\/(?:www\.)?duckduckgo\.com\/l\/\?(?:[^#]*&)?uddg=(?<parameter>[^&#]+)/,
  /^https?:\/\/r\.search\.yahoo\.com\/.*\/RU=(?<parameter>[^/]+)/,
];

/** Parses an absolute `http:` or `https:` address. Returns `null` for anything else. */
export function parseHttp(address: string): URL | null {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

/**
 * Whether `unwrapPage` may unwrap an address on a host. For most hosts this fast test makes all other patterns
 * unnecessary.
 */
export function mayWrapPage(host: string): boolean {
  return MAY_WRAP.test(host);
}

/**
 * Returns the address of the page that an AMP cache, a viewer, a translator or an archive wraps. Returns `url` if `url`
 * wraps no page.
 */
export function unwrapPage(url: URL): URL {
  return mayWrapPage(url.hostname) ? unwrapWith(PAGE_PATTERNS, url) : url;
}

/**
 * Returns the target of a link, without a request. Unwraps what `unwrapPage` unwraps, and click counters whose address
 * contains the target.
 */
export function unwrapLink(url: URL): URL {
  return unwrapWith([...PAGE_PATTERNS, ...LINK_WRAPPERS], url);
}

function unwrapWith(wrappers: readonly Wrapper[], url: URL): URL {
  let current = url;
  // Three levels are enough for real addresses. The address of an archived copy of a page in an AMP cache has two
  // levels.
  for (let depth = 0; depth < 3; depth++) {
    const next = isLoopback(current.hostname) ? null : parseHttp(innerAddress(wrappers, current.href));
    if (!next) return current;
    current = next;
  }
  return current;
}

function innerAddress(wrappers: readonly Wrapper[], address: string): string {
  const amp = AMP.exec(address);
  if (amp) return `https://${amp[1]}`;
  const hyphenated = HYPHENATED_HOST.exec(address);
  if (hyphenated) {
    const host = hyphenated[1]?.replace(/--|-/g, (hyphens) => (hyphens === '-' ? '.' : '-'));
    return `https://${host}${hyphenated[2]}`;
  }
  for (const wrapper of wrappers) {
    const inner = wrapper.exec(address)?.groups;
    if (inner) return withScheme(inner.path ?? decodePercent(inner.parameter ?? '') ?? '');
  }
  return '';
}

/** Adds what some archives and caches omit: a slash after the scheme, or the whole scheme. */
function withScheme(address: string): string {
  return /^https?:/i.test(address) ? address.replace(/^(https?:)\/*/i, '$1//') : `http://${address}`;
}
