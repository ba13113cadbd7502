import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { startTask } from '../../lib/browser/listener-errors.ts';

type Component<Props> = (props: Props) => JSX.Element | null;

/**
 * Returns a component whose code is loaded when it is first drawn. Once the code is loaded, the component is drawn
 * immediately.
 *
 * @param load imports the component
 * @param meanwhile draws a placeholder while the code is loading
 */
export function lazy<Props extends object>(
  load: () => Promise<Component<Props>>,
  meanwhile: Component<Props> = () => null,
): Component<Props> {
  let loaded: Component<Props> | undefined;
  return function Lazy(props) {
    const [, redraw] = useState({});
    useEffect(() => {
      if (loaded) return undefined;
      let isDrawn = true;
      startTask('load a part of the page', async () => {
        loaded = await load();
        if (isDrawn) redraw({});
      });
      return () => {
        isDrawn = false;
      };
    }, []);
    const Loaded = loaded;
    return Loaded ? <Loaded {...props} /> : meanwhile(props);
  };
}
