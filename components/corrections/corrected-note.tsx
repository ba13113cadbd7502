import type { JSX } from 'preact';
import { markCorrectionsReported } from '../../lib/app/library-actions.ts';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { Correction } from '../../lib/db/correction-records.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { hashOfPlace } from '../../lib/tab/library-address.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { correctedWords } from './correction-line.tsx';
import { formatOtherTextPlace } from './other-text-place.ts';
import './corrected-note.css';

interface Props {
  readonly corrections: readonly Correction[];
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
}

/**
 * Lists the corrections of saved analyses that the extension has not reported to the reader yet. A correction stays in
 * the list until the reader dismisses the note, opens the comparison, or decides about the correction.
 */
export function CorrectedNote({ corrections, language }: Props): JSX.Element {
  const { change, failure } = useChange('change the library');
  const keys = corrections.map(({ key }) => key);
  return (
    <section class="notice" role="status">
      <h2>{countedText('correctedTitle', corrections.length)}</h2>
      <ul class="corrected-list">
        {corrections.map((correction) => (
          <li key={correction.key}>
            <a
              href={hashOfPlace(correctionPlace(correction))}
              {...languageAndDirection(correction.headline, language)}
            >
              {correction.headline}
            </a>{' '}
            <span>{correctedWords(correction)}</span>
          </li>
        ))}
      </ul>
      <p>{text('correctedText')}</p>
      <button
        type="button"
        class="button"
        onClick={guardedListener('dismiss the corrections', () =>
          change(() => markCorrectionsReported(keys)),
        )}
      >
        {text('understood')}
      </button>
      <ChangeFailed failure={failure} />
    </section>
  );
}

/** Returns the place of the library that shows the comparison for a correction or, for a withdrawal, the analysis. */
export function correctionPlace({ id, from, to }: Correction): {
  readonly analysis: string;
  readonly text?: string;
} {
  return {
    analysis: id,
    ...(to === undefined ? {} : { text: formatOtherTextPlace({ kind: 'changes', from, to }) }),
  };
}
