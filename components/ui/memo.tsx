import { Component, type JSX } from 'preact';

/** Returns a component that is drawn again only if one of its properties has another value. */
export function memo<Props extends object>(
  Drawn: (props: Props) => JSX.Element | null,
): new (
  props: Props,
) => Component<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      return !isSame(this.props, next);
    }

    override render(): JSX.Element {
      return <Drawn {...(this.props as Props)} />;
    }
  };
}

function isSame(one: object, other: object): boolean {
  const entries = Object.entries(one);
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([name, value]) => Object.is(value, (other as Record<string, unknown>)[name]))
  );
}
