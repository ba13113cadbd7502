import { type ComponentChildren, createContext, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { ExternalLink } from '../ui/external-link.tsx';

/**
 * Where the names of lenses, topics and outlets lead to the library: to a new tab, or in the library itself to another
 * place `here`. `none` around an invented analysis, whose names the library does not know.
 */
export const PathsLead = createContext<'tab' | 'here' | 'none'>('tab');

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
  const lead = useContext(PathsLead);
  if (lead === 'none') return <>{children}</>;
  const hash = `#${to}=${encodeURIComponent(name.toWellFormed())}`;
  if (lead === 'here') return <a href={hash}>{children}</a>;
  return <ExternalLink href={`/library.html${hash}`}>{children}</ExternalLink>;
}
