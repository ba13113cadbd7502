/*
 * Which hosts belong to one site, by the Public Suffix List (https://publicsuffix.org/list/), private suffixes
 * included: `a.github.io` and `b.github.io` belong to two people.
 */

/**
 * The list as text, a line for each top-level domain with rules of its own, each after a line feed. Suffixes are
 * nested, last label first: "uk(ac,co(blogspot),-sch(*))". A minus marks labels that are no suffix themselves, "!" an
 * exception.
 */
export type PublicSuffixes = string;

/** A label, with the labels that stand before it. */
interface Node {
  readonly labels: Map<string, Node>;
  /** What ends here. */
  rule: 'none' | 'suffix' | 'exception';
}

/**
 * Packs the rules of the list. Rules of one label are left out: a top-level domain that the list does not know is a
 * suffix too. So are names that are not in the ASCII form that `URL.hostname` has.
 *
 * @param rules as the list writes them: "co.uk", "*.ck", "!www.ck"
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
 * The registrable domain of a host: the public suffix and one label more ("news.outlet.co.uk" → "outlet.co.uk").
 *
 * @param host as `URL.hostname` gives it
 * @returns `undefined` for a public suffix, an IP address and a single label: nobody registers anything below them
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

/** How many labels of a host its longest rule has; 0 if no rule fits. */
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
 * Finds a label in a pair of brackets of the packed list.
 *
 * @param from place behind the opening bracket
 * @returns its rule, and the place behind its own opening bracket; `undefined` if it is not there
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
 * Whether two hosts belong to one site. Most pairs can be told without the list, which then need not be read.
 *
 * @returns `undefined` if only the list tells and it was not given
 */
export function isSameSite(a: string, b: string, suffixes?: PublicSuffixes): boolean | undefined {
  if (a === b) return true;
  if (isIpAddress(a) || isIpAddress(b) || lastTwo(a) !== lastTwo(b)) return false;
  if (suffixes === undefined) return undefined;
  const site = registrableDomain(a, suffixes);
  return site !== undefined && site === registrableDomain(b, suffixes);
}

/** The least that hosts of one site share. */
function lastTwo(host: string): string {
  return host.split('.').slice(-2).join('.');
}

/** Of IPv4 only the last part needs a look: no top-level domain is a number. */
function isIpAddress(host: string): boolean {
  return host.startsWith('[') || /(?:^|\.)\d+$/.test(host);
}
