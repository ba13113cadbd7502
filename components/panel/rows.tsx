import type { ComponentChildren, JSX } from 'preact';
import { useRowArrows } from '../ui/use-row-arrows.ts';

/** A list of rows with one `PanelRow` each. The Tab key reaches only one row, and the arrow keys move between rows. */
export function Rows({
  element: List,
  children,
}: {
  element: 'div' | 'ul';
  children: ComponentChildren;
}): JSX.Element {
  const list = useRowArrows<HTMLDivElement & HTMLUListElement>();
  return (
    <List ref={list} class="rows">
      {children}
    </List>
  );
}
