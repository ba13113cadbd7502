import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { followAgain } from '../../lib/app/actions.ts';
import type { IndexStatus } from '../../lib/app/queries.ts';
import { query } from '../../lib/app/send-query.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { lensOf } from '../../lib/db/index-queries.ts';
import type { Followed } from '../../lib/db/records.ts';
import type { Unfollowed } from '../../lib/follow/followed.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { FollowButton, FollowTopic } from '../reading/follow-button.tsx';
import { UnfollowedNote } from '../reading/unfollowed-note.tsx';
import { AnalysisList } from '../ui/analysis-list.tsx';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { LensName } from '../ui/lens-name.tsx';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/** The number of analyses that each list shows at first. Each click on "Show more" adds as many. */
const LATEST = 5;

interface Props {
  /** Id of the open analysis. */
  readonly open: string | undefined;
  readonly isPrivate: boolean;
}

/**
 * Lists the lenses, topics and outlets that the reader follows, each with its latest analyses. When the reader
 * unfollows one of them, its list disappears together with the follow button, so this component itself offers Undo.
 */
export function FollowedLists({ open, isPrivate }: Props): JSX.Element {
  const followed = readyValue(useLiveQuery('followed'));
  const status = useLiveQuery('indexStatus');
  const index = readyValue(status)?.index;
  // The page also lists all lenses of the index, each with its follow button. So these lenses need no second button.
  const hasOtherButton = ({ kind, id }: Followed): boolean =>
    kind === 'lens' && (status.state === 'loading' || index?.lenses.some((lens) => lens.id === id) === true);
  const [unfollowed, setUnfollowed] = useState<readonly Unfollowed[]>([]);
  const { change, failure } = useChange('change the library');
  const heading = useRef<HTMLHeadingElement>(null);
  const gone = unfollowed.filter((one) => !followed?.some(({ key }) => key === one.followed.key));
  const onUnfollowed = (last: Unfollowed): void => {
    setUnfollowed([...gone, last]);
    heading.current?.focus();
  };
  const undo = async (last: Unfollowed): Promise<void> => {
    if (!(await change(() => followAgain(last)))) return;
    setUnfollowed(gone.filter((one) => one !== last));
    heading.current?.focus();
  };
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {text('libraryFollowed')}
      </h2>
      {/* The live region exists before its text: screen readers announce only text that is added to an existing region.
       */}
      <div role="status" aria-atomic="false">
        {gone.map((one) => (
          <p key={one.followed.key}>
            <UnfollowedNote unfollowed={one} undo={guardedListener('follow again', () => undo(one))} />
          </p>
        ))}
      </div>
      <ChangeFailed failure={failure} />
      {followed?.length === 0 && <p class="muted">{text('followedEmpty')}</p>}
      {followed?.map((thing) => (
        <FollowedList
          key={thing.key}
          thing={thing}
          index={index}
          hasButton={!hasOtherButton(thing)}
          open={open}
          isPrivate={isPrivate}
          onUnfollowed={onUnfollowed}
        />
      ))}
    </section>
  );
}

interface ListProps {
  readonly thing: Followed;
  /** The state of the index; `undefined` until it has been read, and if there is no index. */
  readonly index: IndexStatus['index'];
}

function FollowedList({
  thing,
  index,
  hasButton,
  open,
  isPrivate,
  onUnfollowed,
}: Props & ListProps & { hasButton: boolean; onUnfollowed: (unfollowed: Unfollowed) => void }): JSX.Element {
  const headingId = `${thing.kind}-${encodeURIComponent(thing.id)}`;
  const button = { thing, isPrivate, onUnfollowed };
  const language = index?.publication.language;
  return (
    <section aria-labelledby={headingId}>
      <div class="followed-heading">
        <h3 id={headingId}>
          {thing.kind === 'lens' ? (
            <LensName lens={thing} language={language} />
          ) : (
            <span {...languageAndDirection(thing.name, language)}>{thing.name}</span>
          )}
        </h3>
        {hasButton && (thing.kind === 'topic' ? <FollowTopic {...button} /> : <FollowButton {...button} />)}
      </div>
      <Latest thing={thing} index={index} open={open} />
    </section>
  );
}

function Latest({ thing, index, open }: ListProps & Pick<Props, 'open'>): JSX.Element {
  const [shown, setShown] = useState(LATEST);
  const { kind, id } = thing;
  const page = readyValue(
    useAsync(() => query('newestPage', shown, { kind, id }), [kind, id, index?.generation, shown]),
  );
  if (page?.cards.length === 0) return <p class="muted">{text('latestNone')}</p>;
  return (
    <>
      <AnalysisList
        cards={page?.cards ?? []}
        open={open}
        lens={(card) => lensOf(index, card)}
        language={index?.publication.language}
      />
      {page?.hasMore && (
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
