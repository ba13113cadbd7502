/* Decides whether hosts belong to one site, with the Public Suffix List (https://publicsuffix.org/list/). Private
   suffixes count too: `a.github.io` and `b.github.io` belong to two people, and so to two sites. */

/**
 * The packed list. It has one line for each top-level domain under which there are other suffixes, and a line feed
 * before and after each line. Suffixes are nested, and the last label comes first: "uk(ac,co(blogspot),-sch(*))". The
 * mark "-" means that the label is not a suffix itself. The mark "!" means an exception.
 */
export type PublicSuffixes = string;

/** A label in the tree of rules. */
interface Node {
  /** The labels that may stand to the left of this label in a host. */
  readonly labels: Map<string, Node>;
  /** The kind of rule that ends at this label. */
  rule: 'none' | 'suffix' | 'exception';
}

/**
 * Packs the rules of the list. Omits rules of one label, because every top-level domain counts as a suffix, even if the
 * list lacks it (https://github.com/publicsuffix/list/wiki/Format#formal-algorithm). Omits rules with characters
 * outside ASCII, because `URL.hostname` has only ASCII characters
 * (https://url.spec.whatwg.org/#concept-domain-to-ascii).
 *
 * @param rules rules in the notation of the list: "co.uk", "*.ck", "!www.ck"
 */
export function packPublicSuffixes(rules: readonly string[]): PublicSuffixes {
  const root: Node = { labels: new Map(), rule: 'none' };
  for (const rule of rules) {
    const labels = rule.replace(/^!/, '').split('.').reverse();
    if (labels.length < 2 || !/^[!-~]+$/.test(rule)) continue;
    let node = root;
    for (const label of labels) {
      const next: Node = node.labels.get(label) ?? { labels: new Map(), rule: 'none' };
      node.labels.set(label, next);
      node = next;
    }
    node.rule = rule.startsWith('!') ? 'exception' : 'suffix';
  }
  const lines = [...root.labels].map(([domain, node]) => `${domain}(${written(node)})`);
  return `\n${lines.sort().join('\n')}\n`;
}

const MARKS = { none: '-', suffix: '', exception: '!' } as const;

function written({ labels }: Node): string {
  return [...labels]
    .map(([label, node]) => MARKS[node.rule] + label + (node.labels.size > 0 ? `(${written(node)})` : ''))
    .sort()
    .join(',');
}

/**
 * Returns the registrable domain of a host: its public suffix and one more label ("news.outlet.co.uk" →
 * "outlet.co.uk").
 *
 * @param host host name, as in `URL.hostname`
 * @returns `undefined` if the host is a public suffix, an IP address or a single label, and so has no registrable
 *   domain
 */
export function registrableDomain(host: string, suffixes: PublicSuffixes): string | undefined {
  if (isIpAddress(host)) return undefined;
  const labels = host.replace(/\.$/, '').split('.').reverse();
  const count = Math.max(1, suffixLabels(labels, suffixes));
  return labels.length > count
    ? labels
        .slice(0, count + 1)
        .reverse()
        .join('.')
    : undefined;
}

/**
 * Returns the number of labels of a host's public suffix; 0 if the packed list has no line for the host's last label.
 */
function suffixLabels([domain = '', ...labels]: readonly string[], suffixes: PublicSuffixes): number {
  const start = suffixes.indexOf(`\n${domain}(`);
  if (start < 0) return 0;
  let count = 1;
  let inner: number | undefined = start + domain.length + 2;
  for (const [n, label] of labels.entries()) {
    if (inner === undefined) break;
    const exact = find(label, suffixes, inner);
    if (exact?.rule === 'exception') return n + 1;
    if (exact?.rule === 'suffix' || find('*', suffixes, inner)) count = n + 2;
    inner = exact?.inner;
  }
  return count;
}

/**
 * Finds a label between one pair of brackets of the packed list.
 *
 * @param from index after the opening bracket
 * @returns the rule of the label, and the index after the bracket that opens its nested labels; `undefined` if the
 * label is missing
 */
function find(
  label: string,
  suffixes: PublicSuffixes,
  from: number,
): { readonly rule: Node['rule']; readonly inner: number | undefined } | undefined {
  let depth = 0;
  let start = from;
  for (let at = from; depth >= 0 && at < suffixes.length; at++) {
    const character = suffixes[at];
    if (character !== '(' && character !== ')' && character !== ',') continue;
    if (depth === 0) {
      const mark = suffixes[start];
      const name = mark === '-' || mark === '!' ? start + 1 : start;
      if (at - name === label.length && suffixes.startsWith(label, name))
        return {
          rule: mark === '-' ? 'none' : mark === '!' ? 'exception' : 'suffix',
          inner: character === '(' ? at + 1 : undefined,
        };
    }
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (depth === 0) start = at + 1;
  }
  return undefined;
}

/**
 * Whether two hosts belong to one site. Most pairs can be compared without the list, so a caller can first call this
 * function without the list, and load the list only if the result is `undefined`.
 *
 * @returns `undefined` if the comparison needs the list and `suffixes` is missing
 */
export function isSameSite(a: string, b: string, suffixes?: PublicSuffixes): boolean | undefined {
  if (a === b) return true;
  if (isIpAddress(a) || isIpAddress(b) || lastTwo(a) !== lastTwo(b)) return false;
  if (suffixes === undefined) return undefined;
  const site = registrableDomain(a, suffixes);
  return site !== undefined && site === registrableDomain(b, suffixes);
}

/** Returns the last two labels of a host. Hosts whose last two labels differ cannot belong to one site. */
function lastTwo(host: string): string {
  return host.split('.').slice(-2).join('.');
}

/**
 * Whether a host is an IP address. For IPv4, it is enough to check the last part: the URL standard treats each host
 * that ends in a number as an IPv4 address (https://url.spec.whatwg.org/#ends-in-a-number-checker).
 */
function isIpAddress(host: string): boolean {
  return host.startsWith('[') || /(?:^|\.)\d+$/.test(host);
}
