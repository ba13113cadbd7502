/** A voice of the browser or the system (https://webaudio.github.io/web-speech-api/#speechsynthesisvoice). */
export type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default' | 'name' | 'voiceURI'>;

/** The voices that speak a language, the most suitable ones first. */
export interface Voices<V extends Voice> {
  /** Voices that speak on the device. */
  readonly local: readonly V[];
  /** Voices whose maker receives the text over the network. */
  readonly online: readonly V[];
}

/**
 * Returns the voices for a language, without the variants of other voices. A system may have more than ten thousand
 * voices, because eSpeak lists a hundred variants of each of its voices.
 *
 * @param language BCP 47 tag of the text
 */
export function voicesFor<V extends Voice>(language: string, voices: readonly V[]): Voices<V> {
  const wanted = localeOf(language);
  const locales = new Map<string, Intl.Locale | undefined>();
  const names = new Set(voices.map(({ name }) => name));
  const rated = voices.flatMap((voice) => {
    if (!locales.has(voice.lang)) locales.set(voice.lang, localeOf(voice.lang));
    const locale = locales.get(voice.lang);
    if (!wanted || !locale || locale.language !== wanted.language || isVariant(voice.name, names)) return [];
    const points = [
      locale.script === wanted.script ? 4 : 0,
      locale.region === wanted.region ? 2 : 0,
      voice.default ? 1 : 0,
    ];
    return [{ voice, points: points.reduce((sum, some) => sum + some, 0) }];
  });
  const best = rated.toSorted((one, other) => other.points - one.points).map(({ voice }) => voice);
  return {
    local: best.filter(isOnDevice),
    online: best.filter((voice) => !isOnDevice(voice)),
  };
}

/**
 * Whether a voice speaks on the device. The voices of Speech Dispatcher on Linux speak on the device, but in Firefox
 * their `localService` is `false`
 * (https://searchfox.org/mozilla-central/source/dom/media/webspeech/synth/speechd/SpeechDispatcherService.cpp,
 * `RegisterVoices`).
 */
export function isOnDevice({ localService, voiceURI }: Pick<Voice, 'localService' | 'voiceURI'>): boolean {
  return localService || voiceURI.startsWith('urn:moz-tts:speechd:');
}

/** Whether a name belongs to a variant of another voice: "English+Adam" or, in Chromium, "English+Adam espeak-ng". */
function isVariant(name: string, names: ReadonlySet<string>): boolean {
  const plus = name.lastIndexOf('+');
  if (plus < 0) return false;
  const base = name.slice(0, plus);
  const space = name.lastIndexOf(' ');
  return names.has(base) || (space > plus && names.has(base + name.slice(space)));
}

/**
 * Returns the locale with its most likely script and region; `undefined` if the tag is invalid. Some systems write
 * "en_US".
 */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).maximize();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
