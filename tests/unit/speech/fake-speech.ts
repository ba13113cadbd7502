/**
 * A fake of `speechSynthesis` and its utterances. An utterance ends only when a test calls `finish` or `fail`, or when
 * the speaker calls `cancel`.
 */

export class FakeUtterance {
  voice: unknown = null;
  lang = '';
  rate = 1;
  onend: (() => void) | null = null;
  onerror: ((event: { error: string }) => void) | null = null;

  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export class FakeSpeech extends EventTarget {
  /** The voices, with their names, their languages, and whether they are on the device. */
  voices: { name: string; voiceURI: string; lang: string; localService: boolean; default: boolean }[] = [];
  /** The queued utterances, the first of which is being spoken. */
  queue: FakeUtterance[] = [];
  /** All utterances that were passed to `speak`, in order. */
  readonly spoken: FakeUtterance[] = [];

  getVoices(): FakeSpeech['voices'] {
    return this.voices;
  }

  /** Replaces the voices, and fires the event with which browsers report that their list of voices has changed. */
  load(...voices: readonly (readonly [name: string, lang: string, where: 'local' | 'online'])[]): void {
    this.voices = voices.map(([name, lang, where]) => ({
      name,
      voiceURI: name,
      lang,
      localService: where === 'local',
      default: false,
    }));
    this.dispatchEvent(new Event('voiceschanged'));
  }

  speak(utterance: FakeUtterance): void {
    this.queue.push(utterance);
    this.spoken.push(utterance);
  }

  /** Cancels all utterances. As in browsers, their `error` events fire later. */
  cancel(): void {
    const cancelled = this.queue;
    this.queue = [];
    queueMicrotask(() => {
      for (const utterance of cancelled) utterance.onerror?.({ error: 'interrupted' });
    });
  }

  /** Ends the current utterance. */
  finish(): void {
    this.queue.shift()?.onend?.();
  }

  fail(error: string): void {
    this.queue.shift()?.onerror?.({ error });
  }
}
