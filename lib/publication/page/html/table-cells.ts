import type { AnyNode, Element } from 'domhandler';
import { childrenOf, elementsNamed, isElement } from './parse-html.ts';

/**
 * Returns the table cell with the value of a label: the next cell in the row, or the cell below if the cells beside the
 * label are labels too.
 *
 * @param all whether to return the rest of the row, for labels with several values
 */
export function cellFor(label: Element, isLabel: (cell: Element) => boolean, all = false): Element[] {
  const row = label.parent;
  if (!row) return [];
  const cells = cellsOf(row);
  const at = cells.indexOf(label);
  if (row.type !== 'tag' || row.name !== 'tr' || at < 0) return at < 0 ? [] : cells.slice(at + 1, at + 2);
  const others = cells.filter((cell) => cell !== label);
  const next = cells[at + 1];
  const columns = others.some(isLabel);
  const inColumns = columns && !(next && at % 2 === 0 && !isLabel(next));
  if (!inColumns) return all && !columns ? cells.slice(at + 1) : next ? [next] : [];
  const [first, below, third] = rowsOf(row);
  // A single row below has the facts of this page. Several rows are a list of pages.
  const cell = first === row && below && !third ? cellsOf(below)[at] : undefined;
  return cell ? [cell] : [];
}

function cellsOf(row: AnyNode): Element[] {
  return childrenOf(row)
    .slice(0, 60)
    .filter((child): child is Element => isElement(child) && /^t[hd]$/.test(child.name));
}

/** Returns the first three rows of the table that contains `row`. */
function rowsOf(row: AnyNode): Element[] {
  let table = row.parent;
  while (table && 'name' in table && /^t(?:head|body|foot)$/.test(table.name)) table = table.parent;
  const rows: Element[] = [];
  if (table)
    for (const one of elementsNamed(table, 'tr')) {
      rows.push(one);
      if (rows.length === 3) break;
    }
  return rows;
}
