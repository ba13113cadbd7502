import type { ComponentChildren, JSX } from 'preact';
import type { Card } from '../../lib/index/card.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';

interface Props {
  readonly card: Card;
  /** Called when the reader opens the link. */
  readonly opened: () => void;
  /** Id of an element whose text becomes part of the link's accessible name. */
  readonly about?: string;
  readonly children: ComponentChildren;
}

/** A link that opens the source article of an analysis in a new tab. */
export function ArticleLink({ card, opened, about, children }: Props): JSX.Element {
  const id = about && `${about}-link`;
  return (
    <a
      id={id}
      class="way-on"
      href={card.sources[0]?.url}
      target="_blank"
      rel="noopener noreferrer"
      aria-labelledby={about && `${id} ${about}`}
      onClick={opened}
      onAuxClick={opened}
    >
      {children}
      <MoreIcon name="away" />
    </a>
  );
}
