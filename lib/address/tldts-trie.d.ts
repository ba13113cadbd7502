/** The data of `tldts`, which it offers to nobody by a type: its list as a tree of labels, the last label first. */
declare module 'tldts/dist/cjs/src/data/trie.js' {
  export const rulesRoot: number;
  export const exceptionsRoot: number;
  /** By node; not zero if a rule ends there. */
  export const nodeFlags: Uint8Array;
  /** By node: its first edge. The next node's is the end. */
  export const edgeStart: Uint16Array;
  /** By edge: length of its label in `labelText`, and the node that it leads to. */
  export const edgeLength: Uint8Array;
  export const edgeChild: Uint16Array;
  export const labelText: string;
}
