import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { DEFAULT_SIGN, LabelSigns } from './label-signs.ts';

/**
 * The sign and the name of a label. Screen readers read only the name. The element has the direction of the name, so
 * that a style sheet can cut a long name at its end.
 */
export function LabelName({ name, class: className }: { name: string; class?: string }): JSX.Element {
  const sign = useContext(LabelSigns).get(name) ?? DEFAULT_SIGN;
  return (
    <span class={className} dir="auto" title={name}>
      <span aria-hidden="true">{sign}</span> {name}
    </span>
  );
}
