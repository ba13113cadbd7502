import type { JSX } from 'preact';
import { countedText, formatNumber, text } from '../../lib/browser/interface-texts.ts';
import { followableLens, followableOutlet, followableTopic } from '../../lib/follow/followable.ts';
import type { Topic } from '../../lib/index/card.ts';
import { foldName, outletOf } from '../../lib/index/card-filters.ts';
import type { Lens } from '../../lib/index/manifest.ts';
import { hashOfPlace, type LibraryPlace } from '../../lib/tab/library-address.ts';
import { FollowLens } from '../reading/follow-lens.tsx';
import { useLensHue } from '../ui/appearance.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import type { ListItem } from './list-items.ts';
import { MonthsPicture } from './months-picture.tsx';
import './path-head.css';

interface Props {
  readonly place: LibraryPlace;
  readonly items: readonly ListItem[];
  readonly lens: Lens | undefined;
  readonly isPrivate: boolean;
}

/**
 * The header above the list of a lens, topic or outlet: the number of its analyses, the year of the oldest, the months
 * in which they were published, and the follow button.
 */
export function PathHead({ place, items, lens, isPrivate }: Props): JSX.Element {
  const { view: _, saved: isSavedOnly, analysis, ...path } = place;
  const saved = items.filter(({ reading }) => reading !== 'not-saved').length;
  const topic = path.topic === undefined ? undefined : topicIn(items, path.topic);
  const days = items.map(({ card }) => card.published).sort();
  const all = hashOfPlace({ ...path, ...(analysis ? { analysis } : {}) });
  const own = hashOfPlace({ ...path, saved: true, ...(analysis ? { analysis } : {}) });
  return (
    <section class="path-head" data-hue={useLensHue(place.lens)} aria-label={text('pathTitle')}>
      <div class="path-sum">
        <strong>{formatNumber(items.length)}</strong>
        <span>
          {countedText('pathSince', items.length, days[0]?.slice(0, 4) ?? '')}
          {saved > 0 && `, ${countedText('pathSaved', saved)}`}
        </span>
        <Follow topic={topic} outlet={path.outlet} items={items} lens={lens} isPrivate={isPrivate} />
      </div>
      {topic?.url && (
        <p class="path-out">
          <ExternalLink href={topic.url}>{text('exploreLens', path.topic ?? '')}</ExternalLink>
        </p>
      )}
      {items.length > 1 && <MonthsPicture days={days} />}
      {saved > 0 && saved < items.length && (
        <p class="path-switch">
          <a href={all} aria-current={isSavedOnly ? undefined : 'true'}>
            {text('pathAll', formatNumber(items.length))}
          </a>
          <a href={own} aria-current={isSavedOnly ? 'true' : undefined}>
            {text('pathOwn', formatNumber(saved))}
          </a>
        </p>
      )}
    </section>
  );
}

function Follow({
  topic,
  outlet,
  items,
  lens,
  isPrivate,
}: Omit<Props, 'place'> & {
  readonly topic: Topic | undefined;
  readonly outlet: string | undefined;
}): JSX.Element | null {
  const [first] = items;
  if (topic) {
    const thing = followableTopic(topic);
    return <FollowLens key={thing.name} thing={thing} isPrivate={isPrivate} />;
  }
  if (outlet !== undefined) {
    const name = first ? outletOf(first.card) : outlet;
    return <FollowLens key={name} thing={followableOutlet(name)} isPrivate={isPrivate} />;
  }
  return lens ? <FollowLens key={lens.id} thing={followableLens(lens)} isPrivate={isPrivate} /> : null;
}

/**
 * Returns the topic as the first listed analysis writes it. If that analysis lacks it, returns the topic with the name
 * in the address.
 */
function topicIn(items: readonly ListItem[], topic: string): Topic {
  const wanted = foldName(topic);
  return items[0]?.card.topics.find(({ name }) => foldName(name) === wanted) ?? { name: topic };
}
