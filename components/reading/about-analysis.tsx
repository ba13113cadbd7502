import type { ComponentChildren, JSX } from 'preact';
import { archivedCopy } from '../../lib/address/archived-copy.ts';
import { hostName } from '../../lib/address/host-name.ts';
import { countedText, formatDay, text } from '../../lib/browser/interface-texts.ts';
import { followableOutlet, followableTopic } from '../../lib/follow/followable.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import type { TextProps } from './analysis-text.tsx';
import { FollowButton, FollowTopic } from './follow-button.tsx';
import { OwnWordsLoader } from './own-words-if-needed.tsx';
import { PathLink } from './path-link.tsx';
import { PrintSource } from './printed-addresses.tsx';
import type { PublicationText, ReadableAnalysis } from './readable-analysis.ts';
import './about-analysis.css';

/**
 * The part of the view below the text: the reader's highlights and note, facts, topics, other addresses of the source
 * article, and links to the publication and to an archived copy of the article.
 */
export function AboutAnalysis({
  analysis,
  isPrivate,
  publicationText,
  versions,
}: TextProps & {
  /** The button that opens the list of earlier versions. */
  readonly versions?: ComponentChildren;
}): JSX.Element {
  const { card, lens, publication } = analysis;
  const outlet = outletOf(card);
  const archived = card.sources[0] && archivedCopy(card.sources[0].url);
  const links: readonly (readonly [string | undefined, string])[] = [
    [card.url, text('openOn', publication.name)],
    [archived, text('archivedCopy')],
    [lens?.url, lens ? text('exploreLens', lens.name) : ''],
    [publication.issues, text('browseIssues')],
    [publication.subscribe, text('subscribe')],
  ];
  return (
    <>
      <OwnWordsLoader analysis={analysis} isPrivate={isPrivate} publicationText={publicationText} />
      <Details of={analysis} publicationText={publicationText} />
      {card.topics.length > 0 && (
        <section class="topics">
          <h2>{text('topics')}</h2>
          <ul>
            {card.topics.map((topic) => (
              <li key={topic.name}>
                <FollowTopic thing={followableTopic(topic)} isPrivate={isPrivate}>
                  <PathLink to="topic" name={topic.name}>
                    <bdi {...publicationText(topic.name)}>{topic.name}</bdi>
                  </PathLink>
                </FollowTopic>
              </li>
            ))}
          </ul>
        </section>
      )}
      {card.sources.length > 1 && (
        <section class="also-published">
          <h2>{text('alsoPublished')}</h2>
          <ul>
            {card.sources.slice(1).map(({ url, outlet }) => (
              <li key={url}>
                <ExternalLink href={url}>
                  {outlet ? <span {...publicationText(outlet)}>{outlet}</span> : hostName(url)}
                </ExternalLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      <nav class="more" aria-label={text('links')}>
        {outlet && <FollowButton thing={followableOutlet(outlet)} isPrivate={isPrivate} />}
        {versions}
        {links.map(
          ([href, words]) =>
            href && (
              <ExternalLink key={words} href={href}>
                {words}
                <MoreIcon name="away" />
              </ExternalLink>
            ),
        )}
      </nav>
      <PrintSource of={analysis} publicationText={publicationText} />
    </>
  );
}

type Fact = readonly [name: string, value: ComponentChildren];

function Details({
  of: { card, lens },
  publicationText,
}: {
  of: ReadableAnalysis;
  publicationText: PublicationText;
}): JSX.Element {
  const outlet = outletOf(card);
  const own = (words: string): JSX.Element => <span {...publicationText(words)}>{words}</span>;
  const facts: readonly (Fact | undefined)[] = [
    lens && [
      text('factLens'),
      <PathLink to="lens" name={lens.id}>
        {own(lens.name)}
      </PathLink>,
    ],
    card.type ? [text('factType'), own(card.type)] : undefined,
    [text('factPublished'), <time dateTime={card.published}>{formatDay(card.published)}</time>],
    card.updated
      ? [text('factUpdated'), <time dateTime={card.updated}>{formatDay(card.updated)}</time>]
      : undefined,
    card.readMinutes ? [text('factReadTime'), countedText('readMinutes', card.readMinutes)] : undefined,
    [
      text('factSource'),
      <PathLink to="outlet" name={outlet}>
        {own(outlet)}
      </PathLink>,
    ],
  ];
  return (
    <section class="details">
      <h2>{text('details')}</h2>
      <dl>
        {facts
          .filter((fact) => fact !== undefined)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
