import type { JSX } from 'preact';
import type { BoxProps } from './appearance-box.tsx';
import { readyValue } from './loading.ts';
import { useAsync } from './use-async.ts';

/** Loads the choices of theme, text size and line length when the reader opens them. */
export function LazyAppearanceBox(props: BoxProps): JSX.Element | null {
  const loaded = readyValue(useAsync(() => import('./appearance-box.tsx'), []));
  return loaded ? <loaded.AppearanceBox {...props} /> : null;
}
