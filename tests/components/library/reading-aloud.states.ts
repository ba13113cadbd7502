import { expect, vi } from 'vitest';
import { browser } from '../../unit/fake-browser.ts';
import { speech } from '../browser-and-tab.ts';
import { eventually, settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY_HEADINGS, LENS_IN_LIBRARY, readingFerry, readingHere } from '../reading.ts';
import { FERRY } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { BACK, EMPTY, headings, offer } from './library-page.ts';

/* States of the voice that reads an analysis aloud. */

const ALOUD = 'button "Read aloud"';
const STOP = 'button "Stop reading aloud"';
const PAUSE = 'button "Pause"';
const CONTINUE = 'button "Continue"';
const SPEED = 'combobox "Speed"';
const OPTIONS = ['0.75×', '1×', '1.25×', '1.5×', '2×'].map((name) => `option "${name}"`);

type Voice = readonly [name: string, language: string, where: 'local' | 'online'];
const SAM: Voice = ['Sam', 'en-GB', 'local'];
const ANA: Voice = ['Ana', 'es-ES', 'local'];
const WEB: Voice = ['Web', 'en-US', 'online'];

interface AloudState extends Pick<PageState, 'state' | 'also'> {
  readonly voices?: readonly Voice[];
  /** Runs before the page opens. */
  readonly before?: () => void;
  readonly steps?: PageState['steps'];
  readonly said?: readonly string[];
  /** The controls of the voice. There are none while it is off. */
  readonly player?: readonly string[];
}

const NO_VOICE = 'No voice on this device speaks English.';
const ASK =
  'Other voices are not on this device: the text would be sent to the maker of the voice. Allow them';

const aloud = ({ state, voices = [SAM], before, player = [], ...row }: AloudState): PageState => ({
  state,
  page: '/library.html#analysis=ferry',
  prepare: async () => {
    await receiveIndex();
    speech.load(...voices);
    before?.();
  },
  steps: [ALOUD, ...(row.steps ?? [])],
  said: row.said ?? [],
  offered: offer({
    main: [
      BACK,
      ...readingHere(readingFerry({ lensAbove: LENS_IN_LIBRARY, reason: [] })).flatMap((name) =>
        name === `${ALOUD} collapsed` && player.length > 0 ? [`${ALOUD} expanded`, ...player] : [name],
      ),
    ],
  }),
  headings: headings('All', [EMPTY, ...FERRY_HEADINGS]),
  ...(row.also ? { also: row.also } : {}),
});

/** Waits until these words are spoken and marked. */
const hears = (words: string) => () =>
  eventually(() => {
    expect(speech.queue.map(({ text }) => text)).toEqual([words]);
    expect(marked()).toBe(words);
  });

/** Waits until nothing is spoken or marked. */
const hearsNothing = () =>
  eventually(() => {
    expect(speech.queue).toEqual([]);
    expect(marked()).toBe('');
  });

/** Returns the text that is marked because the voice speaks it. */
function marked(): string {
  const ranges = (CSS.highlights.get('read-aloud') ?? []) as Iterable<Range>;
  return [...ranges].map(String).join();
}

const finish = (): void => speech.finish();

const PLAYING = [PAUSE, SPEED, ...OPTIONS, STOP];
const PAUSED = [CONTINUE, SPEED, ...OPTIONS, STOP];

const SENTENCES = [
  FERRY.headline,
  FERRY.summary,
  'What happened',
  'The talks resumed on Monday.',
  'On board',
  '“One ship at a time.”',
  'What to watch next',
  'The wording on detention',
  'The next sailing',
  'Where this comes from',
  'NOLIGARCHY.US analysed reporting of another outlet (ferry).',
];

const chooseIn = (name: string, value: string) => async (): Promise<void> => {
  await settled();
  const select = document.querySelector<HTMLSelectElement>(`select[aria-label="${name}"]`);
  if (!select) throw new Error(`There is no choice "${name}".`);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};

export const READING_ALOUD: readonly PageState[] = [
  aloud({
    state: 'begins with the headline, and marks it',
    steps: [
      hears(FERRY.headline),
      () => expect(document.activeElement?.getAttribute('aria-label')).toBe('Pause'),
    ],
    player: PLAYING,
    also: { live: [] },
  }),
  aloud({
    state: 'reads sentence by sentence to the end',
    steps: [
      ...SENTENCES.flatMap((words) => [hears(words), finish]),
      hearsNothing,
      () => expect(speech.spoken.map(({ lang }) => lang)).toEqual(SENTENCES.map(() => 'en-GB')),
    ],
    player: PAUSED,
  }),
  aloud({
    state: 'pauses, and continues with the same sentence',
    steps: [
      hears(FERRY.headline),
      finish,
      PAUSE,
      settled,
      () => expect(speech.queue).toEqual([]),
      CONTINUE,
      hears(FERRY.summary),
    ],
    player: PLAYING,
  }),
  aloud({ state: 'stops', steps: [hears(FERRY.headline), STOP, hearsNothing] }),
  aloud({
    state: 'stops with the button that started it',
    steps: [hears(FERRY.headline), ALOUD, hearsNothing],
  }),
  aloud({
    state: 'stops with Escape, and the focus returns to the button',
    steps: [
      hears(FERRY.headline),
      () =>
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
      hearsNothing,
      () => expect(document.activeElement?.getAttribute('aria-label')).toBe('Read aloud'),
    ],
  }),
  aloud({
    state: 'becomes silent when the reader leaves the page',
    steps: [
      hears(FERRY.headline),
      () => dispatchEvent(new Event('pagehide')),
      settled,
      () => expect(speech.queue).toEqual([]),
    ],
    player: PLAYING,
  }),
  aloud({
    state: 'repeats the sentence at another speed, and stores the speed',
    steps: [
      hears(FERRY.headline),
      chooseIn('Speed', '1.5'),
      () => eventually(() => expect(speech.queue.map(({ rate }) => rate)).toEqual([1.5])),
      async () => expect(await browser.storage.local.get('speechRate')).toEqual({ speechRate: 1.5 }),
    ],
    player: PLAYING,
    also: { values: { Speed: '1.5' } },
  }),
  aloud({
    state: 'offers the voices of the language, the best one first',
    voices: [ANA, SAM, ['Kim', 'en-US', 'local']],
    steps: [
      () => eventually(() => expect(speech.queue.map(({ voice }) => voice)).toMatchObject([{ name: 'Kim' }])),
      chooseIn('Voice', 'Sam'),
      () => eventually(() => expect(speech.queue.map(({ voice }) => voice)).toMatchObject([{ name: 'Sam' }])),
    ],
    player: [PAUSE, SPEED, ...OPTIONS, 'combobox "Voice"', 'option "Kim"', 'option "Sam"', STOP],
  }),
  aloud({
    state: 'waits for voices that the browser reports late',
    voices: [],
    steps: [settled, () => speech.load(SAM), hears(FERRY.headline)],
    player: PLAYING,
  }),
  aloud({
    state: 'uses voices that arrive before the page listens to the browser',
    before: () => {
      vi.spyOn(speech, 'getVoices').mockReturnValueOnce([]);
    },
    steps: [hears(FERRY.headline)],
    player: PLAYING,
  }),
  aloud({
    state: 'says that no voice speaks the language',
    voices: [ANA],
    steps: [settled, () => expect(speech.spoken).toEqual([])],
    said: [NO_VOICE],
    player: [STOP],
    also: { live: [NO_VOICE] },
  }),
  aloud({
    state: 'asks, with the reason, before it sends the text to the maker of a voice',
    voices: [ANA, WEB],
    steps: [settled, () => expect(speech.spoken).toEqual([])],
    said: [NO_VOICE, ASK],
    player: ['button "Allow them"', STOP],
  }),
  aloud({
    state: 'reads with an online voice once the reader allows it',
    voices: [ANA, WEB],
    steps: [
      'button "Allow them"',
      hears(FERRY.headline),
      async () => expect(await browser.storage.local.get('onlineVoices')).toEqual({ onlineVoices: true }),
    ],
    player: [
      PAUSE,
      SPEED,
      ...OPTIONS,
      'combobox "Voice"',
      'option "Web"',
      'option "Only voices on this device"',
      STOP,
    ],
  }),
  aloud({
    state: 'does not prefer an online voice, and offers more voices',
    voices: [WEB, SAM],
    steps: [
      () => eventually(() => expect(speech.queue.map(({ voice }) => voice)).toMatchObject([{ name: 'Sam' }])),
    ],
    player: [PAUSE, SPEED, ...OPTIONS, 'combobox "Voice"', 'option "Sam"', 'option "More voices…"', STOP],
  }),
  aloud({
    state: 'also asks if the reader wants more voices',
    voices: [WEB, SAM],
    steps: [hears(FERRY.headline), chooseIn('Voice', '')],
    said: [ASK],
    player: [
      PAUSE,
      SPEED,
      ...OPTIONS,
      'combobox "Voice"',
      'option "Sam"',
      'option "More voices…"',
      'button "Allow them"',
      STOP,
    ],
    also: { values: { Voice: 'Sam' } },
  }),
  aloud({
    state: 'says that the reader must press a button if the browser requires a click first',
    steps: [hears(FERRY.headline), () => speech.fail('not-allowed')],
    said: ['Press Continue to listen.'],
    player: PAUSED,
    also: { live: ['Press Continue to listen.'] },
  }),
  aloud({
    state: 'says that the voice failed',
    steps: [hears(FERRY.headline), () => speech.fail('synthesis-failed')],
    said: ['The voice failed. Press Continue to try again.'],
    player: PAUSED,
    also: { live: ['The voice failed. Press Continue to try again.'] },
  }),
  aloud({
    state: 'pauses if something else in the browser stops the voice',
    steps: [hears(FERRY.headline), () => speech.fail('interrupted')],
    player: PAUSED,
    also: { live: [] },
  }),
];
