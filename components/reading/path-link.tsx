import { type ComponentChildren, createContext, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { ExternalLink } from '../ui/external-link.tsx';

/**
 * Where the names of lenses, topics and outlets lead. `tab`: to the library in a new tab. `here`: to another place of
 * the library, which is the present page. `none`: nowhere, because the analysis is invented and the library does not
 * know its names.
 */
export const PathTarget = createContext<'tab' | 'here' | 'none'>('tab');

/**
 * A name that leads to all analyses of a lens, topic or outlet in the library.
 *
 * @param name id of the lens, or the name of the topic or outlet
 */
export function PathLink({
  to,
  name,
  children,
}: {
  to: 'lens' | 'topic' | 'outlet';
  name: string;
  children: ComponentChildren;
}): JSX.Element {
  const lead = useContext(PathTarget);
  if (lead === 'none') return <>{children}</>;
  const hash = `#${to}=${encodeURIComponent(name.toWellFormed())}`;
  if (lead === 'here') return <a href={hash}>{children}</a>;
  return <ExternalLink href={`/library.html${hash}`}>{children}</ExternalLink>;
}
