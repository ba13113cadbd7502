import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { start } from '../../lib/browser/listener-errors.ts';

type Component<Props> = (props: Props) => JSX.Element | null;

/**
 * Returns a component whose code is loaded when it is drawn for the first time, and at once afterwards.
 *
 * @param load imports the component
 * @param meanwhile draws its place until then
 */
export function lazy<Props extends object>(
  load: () => Promise<Component<Props>>,
  meanwhile: () => JSX.Element | null = () => null,
): Component<Props> {
  let loaded: Component<Props> | undefined;
  return function Lazy(props) {
    const [, redraw] = useState({});
    useEffect(() => {
      if (loaded) return undefined;
      let isDrawn = true;
      start('load a part of the page', async () => {
        loaded = await load();
        if (isDrawn) redraw({});
      });
      return () => {
        isDrawn = false;
      };
    }, []);
    const Loaded = loaded;
    return Loaded ? <Loaded {...props} /> : meanwhile();
  };
}
