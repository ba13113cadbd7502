/** A voice of the browser or the system (https://webaudio.github.io/web-speech-api/#speechsynthesisvoice). */
export type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default' | 'name' | 'voiceURI'>;

/** The voices that speak a language, the most suitable ones first. */
export interface Voices<V extends Voice> {
  /** They speak on the device. */
  readonly local: readonly V[];
  /** The text is sent to the maker of the voice, who speaks it. */
  readonly online: readonly V[];
}

/**
 * The voices for a language.
 *
 * @param language BCP 47 tag of the text
 */
export function voicesFor<V extends Voice>(language: string, voices: readonly V[]): Voices<V> {
  const wanted = localeOf(language);
  const rated = voices.flatMap((voice) => {
    const locale = localeOf(voice.lang);
    if (!wanted || !locale || locale.language !== wanted.language) return [];
    const points = [
      locale.script === wanted.script ? 4 : 0,
      locale.region === wanted.region ? 2 : 0,
      voice.default ? 1 : 0,
    ];
    return [{ voice, points: points.reduce((sum, some) => sum + some, 0) }];
  });
  const best = rated.toSorted((one, other) => other.points - one.points).map(({ voice }) => voice);
  return {
    local: best.filter(({ localService }) => localService),
    online: best.filter(({ localService }) => !localService),
  };
}

/** The locale with its usual script and region; `undefined` if the tag is invalid. Some systems write "en_US". */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).maximize();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
