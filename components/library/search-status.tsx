import type { JSX } from 'preact';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import type { Search } from './use-search.ts';

/** The largest number of corrections that the message names for one word. A longer list would not help the reader. */
const MAX_WORDS = 3;

/** Tells the reader which words the search corrected, and whether the results may be incomplete. */
export function SearchStatus({ search: { search, preparing } }: { search: Search }): JSX.Element | null {
  if (search.state === 'off') return null;
  const corrections = search.state === 'found' ? search.found.corrections : [];
  const lines = [
    ...(preparing === undefined
      ? []
      : [preparing === 0 ? text('searchBegun') : countedText('searchPreparing', preparing)]),
    ...corrections.map(({ word, instead }) =>
      text('searchCorrected', word, instead.slice(0, MAX_WORDS).join(', ')),
    ),
  ];
  if (lines.length === 0) return null;
  return (
    <div class="search-status">
      {lines.map((line) => (
        <p key={line} class="muted">
          {line}
        </p>
      ))}
    </div>
  );
}
