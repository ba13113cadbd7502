import type { JSX } from 'preact';
import { ReadingView } from '../reading/reading-view.tsx';
import type { StateProps } from './panel-view.ts';

/** The page has one analysis. */
export function MatchedState({ view, panel }: StateProps<'matched'>): JSX.Element | null {
  const [match] = view.matches;
  if (!match) return null;
  return (
    <ReadingView
      analysis={{ ...match, text: view.text, isSaved: view.isSaved }}
      isPrivate={panel.isPrivate}
      doubt={panel.doubt(match.card.id)}
    />
  );
}
