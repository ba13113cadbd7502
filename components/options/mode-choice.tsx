import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { Mode } from '../../lib/browser/settings.ts';
import { ChangeFailedWords } from '../ui/change-failed.tsx';
import { useModeChoice } from '../ui/use-mode-choice.ts';

const MODES = [
  ['automatic', 'modeAutomatic', 'modeAutomaticText'],
  ['on-click', 'modeOnClick', 'modeOnClickText'],
] as const satisfies readonly (readonly [Mode, string, string])[];

/** Explains the two modes and lets the reader choose one. */
export function ModeChoice(): JSX.Element {
  const { settings, choose, result, failure } = useModeChoice();
  // Until the reader has chosen, the mode is `on-click`.
  const mode = settings && (settings.mode ?? 'on-click');
  return (
    <section>
      <h2 id="mode-title">{text('modeTitle')}</h2>
      <fieldset class="choices" data-setting="mode" aria-labelledby="mode-title">
        {MODES.map(([value, name, explanation]) => (
          <label key={value} class="choice">
            <input
              type="radio"
              name="mode"
              checked={mode === value}
              aria-labelledby={`mode-${value}`}
              aria-describedby={`mode-${value}-why`}
              onChange={() => choose(value)}
            />
            <span>
              <span id={`mode-${value}`}>{text(name)}</span>
              <span id={`mode-${value}-why`} class="why">
                {text(explanation)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <p role="status" class="result">
        {result === 'refused' && `${text('modeRefused')} `}
        <ChangeFailedWords failure={failure} />
      </p>
    </section>
  );
}
