import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { DEFAULT_SIGN, LabelSigns } from './label-signs.ts';

/** The name of a label, after its sign. Screen readers read only the name. */
export function LabelName({ name }: { name: string }): JSX.Element {
  const sign = useContext(LabelSigns).get(name) ?? DEFAULT_SIGN;
  return (
    <bdi>
      <span aria-hidden="true">{sign}</span> {name}
    </bdi>
  );
}
