import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';

/** Statements whose content is nested one level deeper. */
const NESTING = new Set([
  'IfStatement',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchStatement',
  'TryStatement',
]);
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

interface Node {
  readonly type: string;
  readonly start: number;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/**
 * Returns the line of each statement that is nested deeper than a number of levels. Counting starts again in each
 * function. `else if` and the cases of a `switch` add no level.
 */
export function nestedDeeper(levels: number, file: string, source = readFileSync(file, 'utf8')): number[] {
  const lines: number[] = [];
  const visit = (node: Node, outside: number, isElseIf: boolean): void => {
    const depth = FUNCTIONS.has(node.type) ? 0 : outside + (NESTING.has(node.type) && !isElseIf ? 1 : 0);
    if (depth > levels && depth > outside) lines.push(source.slice(0, node.start).split('\n').length);
    for (const [key, value] of Object.entries(node))
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child)) visit(child, depth, key === 'alternate' && child.type === 'IfStatement');
  };
  visit(parseSync(file, source).program, 0, false);
  return lines;
}
