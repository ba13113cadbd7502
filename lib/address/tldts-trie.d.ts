/**
 * The data of `tldts`: the Public Suffix List as a tree of labels, last label first. The package has no types for it.
 */
declare module 'tldts/dist/cjs/src/data/trie.js' {
  export const rulesRoot: number;
  export const exceptionsRoot: number;
  /** For each node: not zero if a rule ends there. */
  export const nodeFlags: Uint8Array;
  /** For each node: the index of its first edge. Its edges end where the edges of the next node start. */
  export const edgeStart: Uint16Array;
  /** For each edge: the length of its label in `labelText`. */
  export const edgeLength: Uint8Array;
  /** For each edge: the node to which it leads. */
  export const edgeChild: Uint16Array;
  /** The labels of all edges, joined without separators. */
  export const labelText: string;
}
