import { beforeEach, describe, expect, it } from 'vitest';
import { createSpeaker, type Speaker, type VoiceSettings } from '../../../lib/speech/speaker.ts';
import { FakeSpeech, FakeUtterance } from './fake-speech.ts';

const SENTENCES = ['The talks resumed.', 'Nobody signed.', 'Why?'];
const manner = (localService = true, rate = 1): VoiceSettings => ({
  voice: { name: 'Sam', voiceURI: 'Sam', lang: 'en-US', localService } as SpeechSynthesisVoice,
  rate,
});

let speech: FakeSpeech;
let told: string[];

beforeEach(() => {
  speech = new FakeSpeech();
  told = [];
});

function speaker(sentences: readonly string[] = SENTENCES): Speaker {
  const listener = {
    onSentence: (n: number) => told.push(`sentence ${n}`),
    onEnd: () => told.push('end'),
    onStop: (why: string) => told.push(why),
  };
  return createSpeaker(sentences, listener, speech as never, FakeUtterance as never);
}

const spoken = (): string[] => speech.spoken.map(({ text }) => text);

describe('a speaker', () => {
  it('speaks one sentence after another, with the chosen voice and speed', () => {
    speaker().play(0, manner(true, 1.5));
    expect(speech.queue).toHaveLength(1);
    expect(speech.queue[0]).toMatchObject({ lang: 'en-US', rate: 1.5, voice: { name: 'Sam' } });
    for (const _ of SENTENCES) speech.finish();
    expect(spoken()).toEqual(SENTENCES);
    expect(told).toEqual(['sentence 0', 'sentence 1', 'sentence 2', 'end']);
  });

  it('can begin at any sentence', () => {
    speaker().play(2, manner());
    speech.finish();
    expect(told).toEqual(['sentence 2', 'end']);
  });

  it('cancels the current utterance before it speaks again, and ignores the late event of that utterance', async () => {
    const aloud = speaker();
    aloud.play(0, manner());
    aloud.play(1, manner());
    await Promise.resolve();
    expect(speech.queue.map(({ text }) => text)).toEqual(['Nobody signed.']);
    expect(told).toEqual(['sentence 0', 'sentence 1']);
  });

  it('is silent after it is stopped', async () => {
    const aloud = speaker();
    aloud.play(0, manner());
    const [stopped] = speech.queue;
    aloud.stop();
    await Promise.resolve();
    // Some browsers report the end of a cancelled utterance.
    stopped?.onend?.();
    expect(speech.queue).toEqual([]);
    expect(told).toEqual(['sentence 0']);
  });

  it.each([
    ['not-allowed', 'not-allowed'],
    ['interrupted', 'interrupted'],
    ['canceled', 'interrupted'],
    ['network', 'failed'],
    ['synthesis-failed', 'failed'],
  ])('stops at an error of the browser and reports the reason: "%s" as "%s"', (error, why) => {
    speaker().play(0, manner());
    speech.fail(error);
    expect(told).toEqual(['sentence 0', why]);
    expect(speech.queue).toEqual([]);
  });

  it('gives an online voice the parts of a long sentence, which count as one sentence', () => {
    const long = `${'Many words, '.repeat(30)}end.`;
    speaker([long, 'Why?']).play(0, manner(false));
    for (let limit = 0; limit < 20 && speech.queue.length > 0; limit++) speech.finish();
    expect(spoken().slice(0, -1).join('')).toBe(long);
    expect(Math.max(...spoken().map(({ length }) => length))).toBeLessThanOrEqual(140);
    expect(told).toEqual(['sentence 0', 'sentence 1', 'end']);
  });

  it('gives a local voice whole sentences', () => {
    const long = 'Many words, '.repeat(30);
    speaker([long]).play(0, manner());
    expect(spoken()).toEqual([long]);
  });
});
