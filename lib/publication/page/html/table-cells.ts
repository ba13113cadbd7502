import type { AnyNode, Element } from 'domhandler';
import { childrenOf, elementsNamed, isElement } from './html.ts';

/**
 * The cell that a table has for a label: the next of the row, or, where that is a label too, the one below.
 *
 * @param all whether the rest of the row belongs to the label too
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
  // One row below is a record; more of them are a list of pages.
  const cell = first === row && below && !third ? cellsOf(below)[at] : undefined;
  return cell ? [cell] : [];
}

function cellsOf(row: AnyNode): Element[] {
  return childrenOf(row)
    .slice(0, 60)
    .filter((child): child is Element => isElement(child) && /^t[hd]$/.test(child.name));
}

/** The first three rows of the table that a row stands in. */
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
