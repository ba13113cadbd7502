import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The import graph of the extension: every file of entrypoints, components and lib, with its imports. */

export interface Import {
  /** Path of the file that has the import. */
  readonly from: string;
  /** Path of a project file, or name of a package. */
  readonly to: string;
  /** Whether it imports only types. The compiler removes such an import. */
  readonly typeOnly: boolean;
  /** Whether it is an `import()`, which loads the module later. */
  readonly dynamic: boolean;
}

export const FILES: readonly string[] = globSync('{entrypoints,components,lib}/**/*.{ts,tsx}')
  .map((file) => file.replaceAll('\\', '/'))
  .sort();

/** Matches `import … from`, `export … from` and `import '…'`. */
const STATIC = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)';/gm;
/** Matches `import('…')`, and `typeof import('…')`, which imports a type. */
const DYNAMIC = /(\btypeof\s+)?\bimport\(\s*(?:\/\*.*?\*\/\s*)?'([^']+)'\s*\)/g;

export function importsOf(file: string, source = readFileSync(file, 'utf8')): Import[] {
  const target = (to: string): string =>
    to.startsWith('.') ? normalize(join(dirname(file), to)).replaceAll('\\', '/') : to;
  const found = (matches: Iterable<RegExpMatchArray>, dynamic: boolean): Import[] =>
    [...matches].map(([, type, to = '']) => ({
      from: file,
      to: target(to),
      typeOnly: type !== undefined,
      dynamic: dynamic && type === undefined,
    }));
  return [...found(source.matchAll(STATIC), false), ...found(source.matchAll(DYNAMIC), true)];
}

export const IMPORTS: readonly Import[] = FILES.flatMap((file) => importsOf(file));

export function isPackage(to: string): boolean {
  return !/^(?:entrypoints|components|lib|public)\//.test(to);
}

/** Returns the room of a file: its folder. All entrypoints count as one room. */
export function roomOf(file: string): string {
  return file.startsWith('entrypoints/') ? 'entrypoints' : dirname(file);
}

/** Returns the modules that load together with an entrypoint, directly or indirectly. Dynamic imports do not count. */
export function loadedWith(entrypoint: string): string[] {
  const reached = new Set([entrypoint]);
  for (const file of reached) {
    for (const { from, to, typeOnly, dynamic } of IMPORTS)
      if (from === file && !typeOnly && !dynamic) reached.add(to);
  }
  reached.delete(entrypoint);
  return [...reached].sort();
}

/**
 * Returns the groups of nodes that import each other in a cycle. These are the strongly connected components with more
 * than one node, found by Tarjan's algorithm.
 */
export function cyclesIn(edges: Iterable<readonly [from: string, to: string]>): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (node: string): number => {
    const own = index.size;
    index.set(node, own);
    stack.push(node);
    let lowest = own;
    for (const to of next.get(node) ?? []) {
      if (!index.has(to)) lowest = Math.min(lowest, visit(to));
      else if (stack.includes(to)) lowest = Math.min(lowest, low.get(to) ?? index.get(to) ?? own);
    }
    low.set(node, lowest);
    if (lowest === own) {
      const cycle = stack.splice(stack.indexOf(node));
      if (cycle.length > 1) cycles.push(cycle.sort());
    }
    return lowest;
  };
  for (const node of next.keys()) if (!index.has(node)) visit(node);
  return cycles;
}

/** Imports between code files of the project, without style sheets and data. */
export const INSIDE: readonly Import[] = IMPORTS.filter(({ to }) => FILES.includes(to));

export function fileCycles(): string[][] {
  return cyclesIn(INSIDE.map(({ from, to }) => [from, to] as const));
}

export function roomCycles(): string[][] {
  return cyclesIn(INSIDE.map(({ from, to }) => [roomOf(from), roomOf(to)] as const));
}
