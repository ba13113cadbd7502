import type { JSX } from 'preact';
import type { Place } from '../../lib/search/query/places.ts';
import './marked-text.css';

interface Props {
  readonly text: string;
  /** The parts to mark, in order and apart from each other. */
  readonly places: readonly Place[];
}

/** A text in which the words that were searched for are marked. */
export function MarkedText({ text, places }: Props): JSX.Element {
  const ends = [0, ...places.map(({ end }) => end)];
  return (
    <>
      {places.map(({ start, end }, n) => (
        <>
          {text.slice(ends[n], start)}
          <mark>{text.slice(start, end)}</mark>
        </>
      ))}
      {text.slice(ends.at(-1))}
    </>
  );
}
