/** The data of `tldts`, for which the package has no types: its list as a tree of labels, the last label first. */
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
