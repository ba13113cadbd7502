import { useEffect, useMemo, useState } from 'preact/hooks';
import { browser } from '../../lib/browser/browser.ts';
import { type Voices, voicesFor } from '../../lib/speech/voices.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';

/** Time to wait for the browser's voices (ms). A browser without voices sends no event. */
const VOICES_WITHIN_MS = 1500;

/**
 * Returns the voices that can speak a text; `undefined` until the browser has loaded its voices and the language is
 * known. If no voice arrives within 1.5 seconds, the returned lists are empty. Browsers report late voices with the
 * event `voiceschanged` (https://developer.mozilla.org/docs/Web/API/SpeechSynthesis/voiceschanged_event).
 *
 * @param language BCP 47 tag of the text; if it is missing, the browser detects the language of `sample`
 * @param sample the beginning of the text
 */
export function useVoices(
  language: string | undefined,
  sample: string,
): Voices<SpeechSynthesisVoice> | undefined {
  const [all, setAll] = useState(() => speechSynthesis.getVoices());
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const read = (): void => setAll(speechSynthesis.getVoices());
    speechSynthesis.addEventListener('voiceschanged', read);
    // The event may have fired before this effect added its listener.
    read();
    const timer = setTimeout(() => setLate(true), VOICES_WITHIN_MS);
    return () => {
      speechSynthesis.removeEventListener('voiceschanged', read);
      clearTimeout(timer);
    };
  }, []);
  const guess = useAsync(async () => language ?? (await guessLanguage(sample)), [language]);
  const spoken = language ?? readyValue(guess);
  const voices = useMemo(() => voicesFor(spoken ?? '', all), [spoken, all]);
  if (all.length === 0 && !isLate) return undefined;
  if (spoken === undefined && guess.state === 'loading') return undefined;
  return voices;
}

/** Detects the language of a text. Returns its BCP 47 tag, or an empty string if the browser is not sure. */
async function guessLanguage(sample: string): Promise<string> {
  const { isReliable, languages } = await browser.i18n.detectLanguage(sample);
  return (isReliable && languages[0]?.language) || '';
}
