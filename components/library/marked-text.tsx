import type { JSX } from 'preact';
import type { TextSpan } from '../../lib/search/query/word-finder.ts';
import './marked-text.css';

interface Props {
  readonly text: string;
  /** The parts to mark, in order and without overlaps. */
  readonly places: readonly TextSpan[];
}

/** Draws a text and marks the words that the reader searched for. */
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
