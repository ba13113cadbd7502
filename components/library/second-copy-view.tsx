import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatDay, text } from '../../lib/browser/interface-texts.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { readSecondCopy, type SecondCopy } from '../../lib/library/second-copy-records.ts';
import { TextSections } from '../reading/analysis-text.tsx';
import type { PublicationText } from '../reading/readable-analysis.ts';
import { BackButton } from '../ui/back-button.tsx';
import { ExternalLink } from '../ui/external-link.tsx';
import { StorageLink } from '../ui/storage-link.tsx';
import { useAsync } from '../ui/use-async.ts';
import { CLOSED_REASON_TEXTS, type DatabaseState } from '../ui/use-database.ts';
import './entries.css';

/**
 * Replaces the library while the database cannot be opened. Shows the reason, and the second copy, which the reader
 * cannot change here.
 */
export function SecondCopyView({
  reason,
  tries,
}: Omit<DatabaseState & { state: 'closed' }, 'state'>): JSX.Element {
  const { copy, isNothing } = useSecondCopy(tries);
  const [open, setOpen] = useState<string>();
  const saved = copy?.analyses
    .filter(({ removedAt }) => removedAt === undefined)
    .sort((a, b) => b.saved.savedAt - a.saved.savedAt);
  const shown = saved?.find((entry) => entry.saved.id === open);
  const { language } = (shown ?? saved?.[0])?.saved.publication ?? {};
  const publicationText: PublicationText = (words) => languageAndDirection(words, language);
  return (
    <>
      <div class="notice" role="alert">
        <h1>{text('databaseClosedTitle')}</h1>
        <p>
          {text(CLOSED_REASON_TEXTS[reason])} {reason === 'full' && <StorageLink />}
        </p>
        <p>{text('databaseClosedText')}</p>
        {isNothing && <p>{text('copyNothing')}</p>}
      </div>
      {shown ? (
        <article class="reading">
          <BackButton back={() => setOpen(undefined)} />
          <h2 {...publicationText(shown.saved.card.headline)}>{shown.saved.card.headline}</h2>
          {shown.saved.card.summary && (
            <p {...publicationText(shown.saved.card.summary)}>{shown.saved.card.summary}</p>
          )}
          {shown.text ? (
            <TextSections
              of={shown.text.text}
              id={shown.saved.id}
              isPrivate
              publicationText={publicationText}
            />
          ) : (
            <p>
              <ExternalLink href={shown.saved.card.url}>
                {text('openOn', shown.saved.publication.name)}
              </ExternalLink>
            </p>
          )}
        </article>
      ) : (
        <section>
          <h2>{text('librarySaved')}</h2>
          <ul class="entries" data-count={saved?.length}>
            {saved?.map(({ saved: { id, card, publication, savedAt, state } }) => (
              <li key={id} data-analysis={id} data-reading={state}>
                <button
                  type="button"
                  class="headline-button own-side"
                  {...languageAndDirection(card.headline, publication.language)}
                  onClick={() => setOpen(id)}
                >
                  {card.headline}
                </button>
                <p class="muted">
                  {text('savedOn', formatDay(savedAt, 'medium'))} ·{' '}
                  <span {...languageAndDirection(outletOf(card), publication.language)}>
                    {outletOf(card)}
                  </span>
                </p>
              </li>
            ))}
          </ul>
          {copy && copy.followed.length > 0 && (
            <>
              <h2>{text('libraryFollowed')}</h2>
              <ul>
                {copy.followed.map(({ key, name }) => (
                  <li key={key}>
                    <span {...publicationText(name)}>{name}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
    </>
  );
}

/**
 * Reads the second copy again at each try to open the database. If the browser cannot read `storage.local`, it may
 * return nothing, so an empty result never replaces an earlier result.
 *
 * @returns `isNothing` is `true` once a read has ended, and no read has found an analysis or something that the reader
 *   follows
 */
function useSecondCopy(tries: number): {
  readonly copy: SecondCopy | undefined;
  readonly isNothing: boolean;
} {
  const [copy, setCopy] = useState<SecondCopy>();
  const last = useAsync(async () => {
    const read = await readSecondCopy();
    if (read.analyses.length + read.followed.length > 0) setCopy(read);
  }, [tries]);
  return { copy, isNothing: !copy && last.state !== 'loading' };
}
