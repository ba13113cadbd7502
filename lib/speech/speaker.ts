import { sentenceParts } from './sentences.ts';
import { isOnDevice } from './voices.ts';

/** The methods of `speechSynthesis` that the speaker needs. */
export type Speech = Pick<SpeechSynthesis, 'speak' | 'cancel'>;

/** The voice, and how fast it speaks. */
export interface VoiceSettings {
  readonly voice: SpeechSynthesisVoice;
  /** 1 is the usual speed of the voice. */
  readonly rate: number;
}

/** Functions that the speaker calls while it speaks a text. */
export interface SpeechListener {
  /** Called when a sentence begins. */
  readonly onSentence: (sentence: number) => void;
  /** Called when the last sentence has been spoken. */
  readonly onEnd: () => void;
  /**
   * Called when speaking has stopped without a call of `stop`. `not-allowed`: the browser requires a click in this
   * document first (https://webaudio.github.io/web-speech-api/#dom-speechsynthesiserrorcode-not-allowed).
   * `interrupted`: something else stopped the voice. `failed`: the browser reported another error.
   */
  readonly onStop: (why: 'not-allowed' | 'interrupted' | 'failed') => void;
}

export interface Speaker {
  /**
   * Stops speaking. Then speaks all sentences from the sentence with the number `from`. The first sentence has the
   * number 0.
   */
  readonly play: (from: number, manner: VoiceSettings) => void;
  /** Stops speaking. To continue, call `play` with the number of the current sentence. */
  readonly stop: () => void;
}

/**
 * Longest text for an online voice at the usual speed (UTF-16 code units). In Chrome, online voices fall silent after
 * about 15 seconds, without an event (https://stackoverflow.com/questions/42875726).
 */
const MAX_ONLINE_LENGTH = 140;

/**
 * Creates a speaker, which speaks a text sentence by sentence. It never calls `speechSynthesis.pause()`, because some
 * browsers lose the end of a paused sentence (https://developer.mozilla.org/docs/Web/API/SpeechSynthesis/pause). Use
 * `stop` in place of a pause.
 */
export function createSpeaker(
  sentences: readonly string[],
  listener: SpeechListener,
  speech: Speech = speechSynthesis,
  Utterance: typeof SpeechSynthesisUtterance = SpeechSynthesisUtterance,
): Speaker {
  // The current utterance. Without this reference, Chrome may garbage-collect it together with its listeners.
  let spoken: SpeechSynthesisUtterance | undefined;
  const say = (sentence: number, parts: readonly string[], manner: VoiceSettings): void => {
    const utterance = new Utterance(parts[0]);
    const isCurrent = (): boolean => spoken === utterance;
    utterance.voice = manner.voice;
    utterance.lang = manner.voice.lang;
    utterance.rate = manner.rate;
    utterance.onend = () => {
      if (!isCurrent()) return;
      if (parts.length > 1) say(sentence, parts.slice(1), manner);
      else begin(sentence + 1, manner);
    };
    utterance.onerror = ({ error }) => {
      if (!isCurrent()) return;
      spoken = undefined;
      listener.onStop(
        error === 'not-allowed'
          ? error
          : error === 'interrupted' || error === 'canceled'
            ? 'interrupted'
            : 'failed',
      );
    };
    spoken = utterance;
    speech.speak(utterance);
  };
  const begin = (sentence: number, manner: VoiceSettings): void => {
    const words = sentences[sentence];
    if (words === undefined) {
      spoken = undefined;
      listener.onEnd();
      return;
    }
    listener.onSentence(sentence);
    const limit = isOnDevice(manner.voice) ? Number.POSITIVE_INFINITY : MAX_ONLINE_LENGTH * manner.rate;
    say(sentence, sentenceParts(words, limit), manner);
  };
  const stop = (): void => {
    // The events of the cancelled utterance fire later and are ignored.
    spoken = undefined;
    speech.cancel();
  };
  return {
    play: (from, manner) => {
      // Stop first, so that the new sentence does not wait for the queued sentences.
      stop();
      begin(from, manner);
    },
    stop,
  };
}
