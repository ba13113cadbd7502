/*
 * The list of hosts on which a page may have an analysis, as content scripts ask it: in parts, by a hash of the host. A
 * page reads the parts of its own few hosts only, however long the list is, and each host takes eight bytes.
 */

const PARTS = 256;

/**
 * Where a host stands in the list: the key of its part in `storage.local`, and what stands there for it.
 *
 * @param host folded host
 */
export function hostPlace(host: string): readonly [part: string, entry: string] {
  // As FNV-1a, 32 bits. Two hosts with one hash only wake the background for nothing, once in millions.
  let hash = 0;
  for (let at = 0; at < host.length; at++) hash = Math.imul(hash ^ host.charCodeAt(at), 0x1000193);
  return [`hosts${hash & (PARTS - 1)}`, `\n${hash.toString(36)}\n`];
}

/** The whole list, part by part: every part is there, so that writing it replaces the list before. */
export function hostList(hosts: readonly string[]): Record<string, string> {
  const list = Object.fromEntries(Array.from({ length: PARTS }, (_, part) => [`hosts${part}`, '\n']));
  for (const host of hosts) {
    const [part, entry] = hostPlace(host);
    list[part] += entry.slice(1);
  }
  return list;
}
