import type { JSX } from 'preact';
import { count, text } from '../../lib/browser/interface-texts.ts';
import type { Search } from './use-search.ts';

/** Corrections are words as the index knows them; more than these would not help. */
const MAX_WORDS = 3;

/** What the reader needs to know about the list of results: corrected words, and whether analyses may be missing. */
export function SearchStatus({ search: { search, preparing } }: { search: Search }): JSX.Element | null {
  if (search.state === 'off') return null;
  const corrections = search.state === 'found' ? search.found.corrections : [];
  const lines = [
    ...(preparing === undefined
      ? []
      : [preparing === 0 ? text('searchBegun') : count('searchPreparing', preparing)]),
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
