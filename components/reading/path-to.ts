/**
 * Returns the address of the library at which it lists all analyses of a lens, topic or outlet.
 *
 * @param name id of the lens, or the name of the topic or outlet
 */
export function pathTo(kind: 'lens' | 'topic' | 'outlet', name: string): string {
  return `/library.html#${kind}=${encodeURIComponent(name.toWellFormed())}`;
}
