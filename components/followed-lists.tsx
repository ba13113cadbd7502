import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { query } from '../lib/ask.ts';
import type { Followed } from '../lib/db/database.ts';
import { text } from '../lib/i18n.ts';
import { EntryList } from './entry-list.tsx';
import { FollowButton, FollowTopic } from './follow-button.tsx';
import { useAsync, useLiveQuery } from './hooks.ts';
import { readyValue } from './loading.ts';

/** Analyses of something followed that are shown at first, and with each further press. */
const LATEST = 5;

interface Props {
  /** Id of the analysis that is open. */
  readonly open: string | undefined;
  readonly isPrivate: boolean;
}

/** Everything that the reader follows, with its latest analyses. */
export function FollowedLists({ open, isPrivate }: Props): JSX.Element {
  const followed = readyValue(useLiveQuery('followed'));
  return (
    <section>
      <h2>{text('libraryFollowed')}</h2>
      {followed?.length === 0 && <p class="muted">{text('followedEmpty')}</p>}
      {followed?.map((thing) => (
        <FollowedList key={thing.key} thing={thing} open={open} isPrivate={isPrivate} />
      ))}
    </section>
  );
}

function FollowedList({ thing, open, isPrivate }: Props & { thing: Followed }): JSX.Element {
  const headingId = `${thing.kind}-${encodeURIComponent(thing.id)}`;
  return (
    <section aria-labelledby={headingId}>
      <div class="followed-heading">
        <h3 id={headingId}>{thing.name}</h3>
        {/* Lenses have their buttons in the list of all lenses. */}
        {thing.kind === 'topic' && <FollowTopic thing={thing} isPrivate={isPrivate} />}
        {thing.kind === 'outlet' && <FollowButton thing={thing} isPrivate={isPrivate} />}
      </div>
      <Latest thing={thing} open={open} />
    </section>
  );
}

function Latest({ thing, open }: { thing: Followed; open: string | undefined }): JSX.Element {
  const generation = readyValue(useLiveQuery('indexStatus'))?.index?.generation;
  const [shown, setShown] = useState(LATEST);
  const { kind, id } = thing;
  const page = readyValue(
    useAsync(() => query('cardsPage', shown, { kind, id }), [kind, id, generation, shown]),
  );
  if (page?.cards.length === 0) return <p class="muted">{text('latestNone')}</p>;
  return (
    <>
      <EntryList cards={page?.cards ?? []} open={open} />
      {page?.next && (
        <button
          type="button"
          class="link"
          aria-label={text('showMoreOf', thing.name)}
          onClick={() => setShown(shown + LATEST)}
        >
          {text('showMore')}
        </button>
      )}
    </>
  );
}
