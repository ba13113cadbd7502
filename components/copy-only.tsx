import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { directionOf } from '../lib/analysis/direction.ts';
import { day, text } from '../lib/i18n.ts';
import { outletOf } from '../lib/index/tags.ts';
import { readSecondCopy } from '../lib/library/second-copy.ts';
import { BackButton } from './back-button.tsx';
import { Out } from './blocks.tsx';
import { useAsync } from './hooks.ts';
import { readyValue } from './loading.ts';
import { Sections } from './reading-view.tsx';
import { CLOSED, type DatabaseState } from './use-database.ts';

/** The library while its database cannot be opened: what the second copy has, to read only, and why. */
export function CopyOnly({
  reason,
}: {
  reason: (DatabaseState & { state: 'closed' })['reason'];
}): JSX.Element {
  const copy = readyValue(useAsync(() => readSecondCopy(), []));
  const [open, setOpen] = useState<string>();
  const saved = copy?.analyses
    .filter(({ removedAt }) => removedAt === undefined)
    .sort((a, b) => b.saved.savedAt - a.saved.savedAt);
  const shown = saved?.find((entry) => entry.saved.id === open);
  return (
    <>
      <div class="notice" role="alert">
        <h1>{text('databaseClosedTitle')}</h1>
        <p>{text(CLOSED[reason])}</p>
        <p>{text('databaseClosedText')}</p>
      </div>
      {shown ? (
        <article class="reading">
          <BackButton back={() => setOpen(undefined)} />
          <h2>{shown.saved.card.headline}</h2>
          <p>{shown.saved.card.summary}</p>
          {shown.text ? (
            <Sections
              of={shown.text.text}
              publicationText={{
                lang: shown.saved.publication.language,
                dir: directionOf(shown.saved.publication.language),
              }}
            />
          ) : (
            <p>
              <Out href={shown.saved.card.url}>{text('openOn', shown.saved.publication.name)}</Out>
            </p>
          )}
        </article>
      ) : (
        <section>
          <h2>{text('librarySaved')}</h2>
          <ul class="entries" data-count={saved?.length}>
            {saved?.map(({ saved: { id, card, savedAt, state } }) => (
              <li key={id} data-analysis={id} data-reading={state}>
                <button type="button" class="headline-button" onClick={() => setOpen(id)}>
                  {card.headline}
                </button>
                <p class="muted">
                  {text('savedOn', day(savedAt, 'medium'))} · {outletOf(card)}
                </p>
              </li>
            ))}
          </ul>
          {copy && copy.followed.length > 0 && (
            <>
              <h2>{text('libraryFollowed')}</h2>
              <ul>
                {copy.followed.map(({ key, name }) => (
                  <li key={key}>{name}</li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
    </>
  );
}
