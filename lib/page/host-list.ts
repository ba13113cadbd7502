/* The list of hosts whose pages may have an analysis, in the form that content scripts read. The list has 256 parts. A
   hash of the host decides which part contains the host. So a page reads only the parts of its few hosts. The list
   stores hashes, so each host takes about eight bytes. */

const PARTS = 256;

/**
 * Returns where a host is in the list: the key of its part in `storage.local`, and the text that this part contains if
 * the host is listed.
 *
 * @param host folded host (`foldHost`)
 */
export function hostPlace(host: string): readonly [part: string, entry: string] {
  // 32-bit FNV-1a without its offset basis. Collisions are rare, and only start the background needlessly.
  let hash = 0;
  for (let at = 0; at < host.length; at++) hash = Math.imul(hash ^ host.charCodeAt(at), 0x1000193);
  return [`hosts${hash & (PARTS - 1)}`, `\n${hash.toString(36)}\n`];
}

/**
 * Returns the whole list, by key in `storage.local`. The result includes empty parts, so that writing it replaces the
 * old list.
 */
export function hostList(hosts: readonly string[]): Record<string, string> {
  const list = Object.fromEntries(Array.from({ length: PARTS }, (_, part) => [`hosts${part}`, '\n']));
  for (const host of hosts) {
    const [part, entry] = hostPlace(host);
    list[part] += entry.slice(1);
  }
  return list;
}
