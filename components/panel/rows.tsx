import type { ComponentChildren, JSX } from 'preact';
import { useRowArrows } from '../ui/use-row-arrows.ts';

/** A list of rows with one `PanelRow` each. It is one stop of the Tab key, and the arrow keys move inside it. */
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
