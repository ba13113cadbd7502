import type { JSX } from 'preact';
import type { IndexStatus } from '../../lib/app/queries.ts';
import { query } from '../../lib/app/send-query.ts';
import { askForPublication } from '../../lib/app/setting-actions.ts';
import { formatRecentDay, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';
import type { Card } from '../../lib/index/card.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import type { Lens } from '../../lib/index/manifest.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { failureText } from '../ui/failure-text.ts';
import { LensName } from '../ui/lens-name.tsx';
import { type Loading, readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useIndexCheck } from '../ui/use-index-check.ts';
import { ArticleLink } from './article-link.tsx';

/** Largest number of articles in the list. */
const SHOWN = 3;
/** Number of the newest analyses from which the list takes its articles. */
const NEWEST = 20;

/** Analysed articles for the reader to try, newest first. */
export type Articles =
  | { readonly state: 'loading' }
  /**
   * The index has not arrived, or cannot be read. `failure` is the reason why the last check failed, or `unexpected` if
   * the state of the index cannot be read; absent if the last check did not fail.
   */
  | {
      readonly state: 'missing';
      readonly failure?: Pick<SyncFailure, 'reason' | 'status'>;
      /** The recorded start of a running sync, as for `useIsSyncing`. */
      readonly runningSince?: number | undefined;
    }
  | {
      readonly state: 'ready';
      readonly cards: readonly Card[];
      readonly lenses: readonly Lens[];
      /** BCP 47 tag of the publication's language. */
      readonly language: string | undefined;
    };

/** Returns the newest analysed articles of the index. */
export function useRealArticles(status: Loading<IndexStatus>): Articles {
  const index = readyValue(status)?.index;
  const sync = readyValue(status)?.sync;
  const newest = useAsync(async () => articlesOf(await query('newestCards', NEWEST)), [index?.generation]);
  if (status.state === 'failed') return { state: 'missing', failure: { reason: 'unexpected' } };
  if (!sync || newest.state === 'loading') return { state: 'loading' };
  if (!index || newest.state === 'failed')
    return {
      state: 'missing',
      ...(sync.failure ? { failure: sync.failure } : {}),
      runningSince: sync.runningSince,
    };
  return { state: 'ready', cards: newest.value, lenses: index.lenses, language: index.publication.language };
}

/** Returns the first cards that have a source article, one card for each article, at most `SHOWN`. */
function articlesOf(cards: readonly Card[]): readonly Card[] {
  const seen = new Set<string>();
  return cards
    .filter(({ sources: [original] }) => original && !seen.has(original.url) && seen.add(original.url))
    .slice(0, SHOWN);
}

interface Props {
  readonly articles: Articles;
  readonly isAutomatic: boolean;
  readonly opened: () => void;
}

/** A list of the newest analysed articles. The reader can open one to see how the toolbar button changes. */
export function RealArticles({ articles, isAutomatic, opened }: Props): JSX.Element {
  const cards = articles.state === 'ready' ? articles.cards : [];
  return (
    <section>
      <h2>{text('tryTitle')}</h2>
      {cards.length > 0 && <p class="muted">{text(isAutomatic ? 'tryText' : 'tryTextOnClick')}</p>}
      {articles.state === 'ready' && cards.length > 0 && (
        <ul class="articles">
          {cards.map((card) => (
            <li key={card.id} class="card">
              <Article card={card} articles={articles} opened={opened} />
            </li>
          ))}
        </ul>
      )}
      {articles.state === 'ready' && cards.length === 0 && <p class="muted">{text('tryNone')}</p>}
      {articles.state === 'missing' && <Missing articles={articles} />}
    </section>
  );
}

function Article({
  card,
  articles: { lenses, language },
  opened,
}: {
  card: Card;
  articles: Extract<Articles, { state: 'ready' }>;
  opened: () => void;
}): JSX.Element {
  const lens = lenses.find(({ id }) => id === card.lens);
  const headline = card.sourceHeadline ?? card.headline;
  const outlet = outletOf(card);
  const id = `article-${encodeURIComponent(card.id)}`;
  return (
    <>
      {lens && <LensName lens={lens} language={language} />}
      <h3 id={id} class="own-side" {...languageAndDirection(headline, language)}>
        {headline}
      </h3>
      <p class="facts-line">
        <span {...languageAndDirection(outlet, language)}>{outlet}</span> ·{' '}
        <time dateTime={card.published}>{formatRecentDay(card.published)}</time>
      </p>
      <ArticleLink card={card} opened={opened} about={id}>
        {text('tryOpen')}
      </ArticleLink>
    </>
  );
}

/** Says that the index has not arrived. If a check failed, says why, and offers to grant access or to try again. */
function Missing({ articles }: { articles: Extract<Articles, { state: 'missing' }> }): JSX.Element {
  const { failure, runningSince } = articles;
  const { check, isChecking } = useIndexCheck(runningSince);
  return (
    <>
      <p role="status" class={failure ? 'notice' : 'muted'}>
        {failure && !isChecking ? text('tryFailed', failureText(failure)) : text('tryWaiting')}
      </p>
      {failure?.reason === 'no-permission' ? (
        <button type="button" class="button" onClick={guardedListener('ask for access', askForPublication)}>
          {text('accessGrant')}
        </button>
      ) : (
        failure && (
          // `aria-disabled` instead of `disabled`, because a disabled button would lose the keyboard focus.
          <button type="button" class="button" aria-disabled={isChecking} onClick={check}>
            {text(isChecking ? 'checking' : 'tryAgain')}
          </button>
        )
      )}
    </>
  );
}
