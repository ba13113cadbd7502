import { type ComponentChildren, createContext, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { ExternalLink } from '../ui/external-link.tsx';

/**
 * Whether names of lenses, topics and outlets lead to the library. `false` around an invented analysis, whose names the
 * library does not know.
 */
export const HasPaths = createContext(true);

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
  if (!useContext(HasPaths)) return <>{children}</>;
  return (
    <ExternalLink href={`/library.html#${to}=${encodeURIComponent(name.toWellFormed())}`}>
      {children}
    </ExternalLink>
  );
}
