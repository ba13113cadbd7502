/** `speechSynthesis` with voices that speak only when a test says so. */

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
  /** Voices by name, language, and whether they are on the device. */
  voices: { name: string; voiceURI: string; lang: string; localService: boolean; default: boolean }[] = [];
  /** What is queued; the first is being spoken. */
  queue: FakeUtterance[] = [];
  /** Everything that was ever spoken, in order. */
  readonly spoken: FakeUtterance[] = [];

  getVoices(): FakeSpeech['voices'] {
    return this.voices;
  }

  /** Browsers tell their voices late, with an event. */
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

  /** As browsers do, reports what was cancelled later. */
  cancel(): void {
    const cancelled = this.queue;
    this.queue = [];
    queueMicrotask(() => {
      for (const utterance of cancelled) utterance.onerror?.({ error: 'interrupted' });
    });
  }

  /** Ends the utterance that is being spoken. */
  finish(): void {
    this.queue.shift()?.onend?.();
  }

  fail(error: string): void {
    this.queue.shift()?.onerror?.({ error });
  }
}
