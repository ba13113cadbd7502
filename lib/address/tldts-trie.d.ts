/**
 * The data of `tldts`: the Public Suffix List as a tree of labels, last label first. The package has no types for it.
 */
declare module 'tldts/dist/cjs/src/data/trie.js' {
  export const rulesRoot: number;
  export const exceptionsRoot: number;
  /** By node; not zero if a rule ends at the node. */
  export const nodeFlags: Uint8Array;
  /** By node: the index of its first edge. Its edges end where those of the next node start. */
  export const edgeStart: Uint16Array;
  /** By edge: the length of its label in `labelText`. */
  export const edgeLength: Uint8Array;
  /** By edge: the node that it leads to. */
  export const edgeChild: Uint16Array;
  /** The labels of all edges, joined without separators. */
  export const labelText: string;
}
