import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { hostName } from '../../lib/address/safe-link.ts';
import { markRead, markSeen } from '../../lib/app/actions.ts';
import { databaseForPages } from '../../lib/app/send-query.ts';
import { count, day, text } from '../../lib/browser/interface-texts.ts';
import { start } from '../../lib/browser/listener-errors.ts';
import { followableLens, followableOutlet, followableTopic } from '../../lib/follow/followable.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { directionOf } from '../../lib/input/text-direction.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';
import { LensName } from '../ui/lens-name.tsx';
import { type ChangeFailure, tryChange } from '../ui/use-change.ts';
import { FollowButton, FollowTopic } from './follow-button.tsx';
import { matchReasonText } from './match-reason.ts';
import { SaveButton } from './save-button.tsx';
import { ExternalLink } from './text-blocks.tsx';
import './reading.css';
import { Text, type TextProps } from './analysis-text.tsx';
import type { PublicationText, ReadableAnalysis } from './readable-analysis.ts';

interface Props {
  readonly analysis: ReadableAnalysis;
  readonly isPrivate: boolean;
  /** Content beside the reason why it is shown: the button that reports a wrong match. */
  readonly doubt?: ComponentChildren;
}

/** One analysis, complete and typeset for reading, with the actions for it. */
export function ReadingView({ analysis, isPrivate, doubt }: Props): JSX.Element {
  const { card, lens, publication } = analysis;
  const { language } = publication;
  const publicationText = { lang: language, dir: directionOf(language) };
  const unmarked = useMarkAsRead(card.id, isPrivate);

  return (
    <article class="reading">
      <div class="reading-text">
        <header>
          {lens && (
            <p>
              {lens.url ? (
                <ExternalLink href={lens.url}>
                  <LensName lens={lens} language={language} />
                </ExternalLink>
              ) : (
                <LensName lens={lens} language={language} />
              )}
            </p>
          )}
          <h1 {...publicationText}>{card.headline}</h1>
          {card.summary && (
            <p class="standfirst" {...publicationText}>
              {card.summary}
            </p>
          )}
          {analysis.because && (
            <MatchReasonNote analysis={analysis} because={analysis.because}>
              {doubt}
            </MatchReasonNote>
          )}
          <Facts analysis={analysis} publicationText={publicationText} />
        </header>
        {unmarked && (
          <p class="notice" role="status">
            {text(unmarked === 'full' ? 'readFailedFull' : 'readFailed')}
          </p>
        )}
        {analysis.withdrawnAt !== undefined && (
          <p class="notice">{text('withdrawn', publication.name, day(analysis.withdrawnAt))}</p>
        )}
        <Text analysis={analysis} isPrivate={isPrivate} publicationText={publicationText} />
        <TopicsAndLinks analysis={analysis} isPrivate={isPrivate} publicationText={publicationText} />
      </div>
      <footer class="actions">
        <SaveButton analysis={analysis} isPrivate={isPrivate} isExpectedSaved={analysis.isSaved} />
        {card.sources[0] && (
          <ExternalLink class="button" href={card.sources[0].url}>
            {text('readOriginal', outletOf(card))}
          </ExternalLink>
        )}
      </footer>
    </article>
  );
}

/**
 * Marks the open analysis as read and seen.
 *
 * @returns why that failed; `undefined` if the analysis was neither unread nor new, because nothing looks wrong then
 */
function useMarkAsRead(id: string, isPrivate: boolean): ChangeFailure | undefined {
  const [failed, setFailed] = useState<{ readonly id: string; readonly why: ChangeFailure }>();
  useEffect(() => {
    if (isPrivate) return;
    start('mark as read', async () => {
      const unread = await (await databaseForPages()).isUnread(id);
      const failures = [
        await tryChange('mark an analysis as read', () => markRead(id)),
        await tryChange('mark an analysis as seen', () => markSeen(id)),
      ];
      const why = failures.find((failure) => failure !== undefined);
      setFailed(unread && why ? { id, why } : undefined);
    });
  }, [id, isPrivate]);
  return failed?.id === id ? failed.why : undefined;
}

function MatchReasonNote({
  analysis,
  because,
  children,
}: {
  analysis: ReadableAnalysis;
  because: ShownMatch['because'];
  children: ComponentChildren;
}): JSX.Element {
  const uncertain = because !== 'is-the-analysis' && because.kind === 'uncertain';
  return (
    <div class={uncertain ? 'because is-uncertain' : 'because'}>
      <p>{matchReasonText({ card: analysis.card, because })}</p>
      {children}
    </div>
  );
}

function Facts({
  analysis: { card, lens },
  publicationText,
}: {
  analysis: ReadableAnalysis;
  publicationText: PublicationText;
}): JSX.Element {
  const facts: [string, ComponentChildren][] = [
    ...(lens
      ? [[text('factLens'), <span {...publicationText}>{lens.name}</span>] as [string, ComponentChildren]]
      : []),
    ...(card.type
      ? [[text('factType'), <span {...publicationText}>{card.type}</span>] as [string, ComponentChildren]]
      : []),
    [text('factPublished'), <time dateTime={card.published}>{day(card.published)}</time>],
    ...(card.updated
      ? [
          [text('factUpdated'), <time dateTime={card.updated}>{day(card.updated)}</time>] as [
            string,
            ComponentChildren,
          ],
        ]
      : []),
    ...(card.readMinutes
      ? [[text('factReadTime'), count('readMinutes', card.readMinutes)] as [string, ComponentChildren]]
      : []),
    [text('factSource'), <span {...publicationText}>{outletOf(card)}</span>],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function TopicsAndLinks({ analysis, isPrivate, publicationText }: TextProps): JSX.Element {
  const { card, lens, publication } = analysis;
  const outlet = outletOf(card);
  const links: [string | undefined, string][] = [
    [card.url, text('openOn', publication.name)],
    [lens?.url, text('exploreLens')],
    [publication.issues, text('browseIssues')],
    [publication.subscribe, text('subscribe')],
  ];
  return (
    <>
      {card.topics.length > 0 && (
        <section class="topics">
          <h2>{text('topics')}</h2>
          <ul {...publicationText}>
            {card.topics.map((topic) => (
              <li key={topic.name}>
                <FollowTopic thing={followableTopic(topic)} isPrivate={isPrivate}>
                  {topic.url ? (
                    <ExternalLink href={topic.url}>{topic.name}</ExternalLink>
                  ) : (
                    <span>{topic.name}</span>
                  )}
                </FollowTopic>
              </li>
            ))}
          </ul>
        </section>
      )}
      {card.sources.length > 1 && (
        <section>
          <h2>{text('alsoPublished')}</h2>
          <ul>
            {card.sources.slice(1).map(({ url, outlet }) => (
              <li key={url}>
                <ExternalLink href={url}>{outlet ?? hostName(url)}</ExternalLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      <nav class="more" aria-label={text('links')}>
        {lens && <FollowButton thing={followableLens(lens)} isPrivate={isPrivate} />}
        {outlet && <FollowButton thing={followableOutlet(outlet)} isPrivate={isPrivate} />}
        {links.map(
          ([href, words]) =>
            href && (
              <ExternalLink key={words} href={href}>
                {words}
              </ExternalLink>
            ),
        )}
      </nav>
    </>
  );
}
