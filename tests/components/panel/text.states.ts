import { expect } from 'vitest';
import { cardById } from '../../../lib/db/index-queries.ts';
import { loadText } from '../../../lib/sync/texts.ts';
import { visit } from '../browser-and-tab.ts';
import { control, eventually, settled } from '../open-page.ts';
import { answerInstead, comeOnline, goOffline, receiveIndex } from '../publication.ts';
import { JUMPS, reading, TEXT_HEADINGS } from '../reading.ts';
import { documentOf, RESERVOIR } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { after, POPUP, RESERVOIR_PAGE, whileReading } from './popup-page.ts';

/* States of the text of an analysis: loading, missing, or corrected. */

const RESERVOIR_FILE = 'analyses/reservoir.json';

const reservoirState = (
  state: string,
  row: Pick<PageState, 'prepare' | 'steps' | 'said' | 'also'> & {
    readonly text?: readonly string[];
    readonly saved?: boolean;
    readonly headings?: readonly string[];
  },
): PageState => ({
  state,
  page: POPUP,
  ...(row.prepare ? { prepare: row.prepare } : {}),
  ...(row.steps ? { steps: row.steps } : {}),
  said: row.said,
  offered: whileReading(
    reading('The Rulebook', 'Quiet Gazette', ...(row.text ?? [])).map((name) =>
      row.saved && name === 'button "Save"' ? 'button "Saved" collapsed' : name,
    ),
    { lens: 'The Rulebook' },
  ),
  headings: [RESERVOIR.headline, ...(row.headings ?? []), 'Details'],
  also: { marks: { state: 'matched' }, ...row.also },
});

const WHOLE_TEXT = { text: [...JUMPS, 'link "detention"'], headings: TEXT_HEADINGS };

const NO_TEXT = { text: ['button "Try again"'] };

const UNAVAILABLE =
  'The text could not be fetched: the publication’s server did not answer properly (error 503)';

const unavailable = after(
  () => answerInstead(RESERVOIR_FILE, () => new Response('', { status: 503 })),
  RESERVOIR_PAGE,
);

let answerHeld: (answer: Response) => void;

/** Makes the next request for the text wait for `answerHeld`. */
function holdAnswer(): void {
  const held = new Promise<Response>((answer) => {
    answerHeld = answer;
  });
  answerInstead(RESERVOIR_FILE, () => held);
}

const liveText = (): string => document.querySelector('[role=alert]')?.textContent ?? '';

const liveTexts = (): (string | undefined)[] =>
  [...document.querySelectorAll('[role=status]')].map(({ textContent }) => textContent?.trim());

/** Returns the button that started the attempt that is running. */
function tryingAgain(): Element {
  const found = document.querySelector('[role=alert] button[aria-disabled=true]');
  if (!found) throw new Error('No attempt is running.');
  return found;
}

/** Fetches the text of RESERVOIR, then corrects RESERVOIR and makes the new text unavailable. */
async function correctedReservoir(): Promise<void> {
  await receiveIndex();
  answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR)));
  const card = await cardById(RESERVOIR.id);
  if (card) await loadText(card, true);
  await receiveIndex({ changed: { [RESERVOIR.id]: { updated: '2026-07-02' } } });
  answerInstead(RESERVOIR_FILE, () => new Response('', { status: 503 }));
  visit(RESERVOIR_PAGE);
}

export const TEXT: readonly PageState[] = [
  reservoirState('is being fetched', {
    prepare: after(() => answerInstead(RESERVOIR_FILE, () => new Promise(() => undefined)), RESERVOIR_PAGE),
    said: ['Fetching the text…'],
    also: { live: ['Fetching the text…'] },
  }),
  reservoirState('was fetched', {
    prepare: after(
      () => answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR))),
      RESERVOIR_PAGE,
    ),
    said: ['The talks resumed on Monday.'],
    ...WHOLE_TEXT,
  }),
  reservoirState('is not on this device, and the device is offline', {
    prepare: after(goOffline, RESERVOIR_PAGE),
    said: ['You are offline, and the text of this analysis is not on this device yet.'],
    also: { live: ['You are offline, and the text of this analysis is not on this device yet. Try again'] },
    ...NO_TEXT,
  }),
  reservoirState('is not on this device, so "Read aloud" only says that there is no text', {
    prepare: after(goOffline, RESERVOIR_PAGE),
    steps: [
      settled,
      () => document.querySelector<HTMLElement>('[aria-label="Read aloud"]')?.click(),
      () => eventually(() => expect(liveTexts()).toContain('There is no text to read aloud yet')),
    ],
    said: ['You are offline, and the text of this analysis is not on this device yet.'],
    also: { hints: { 'Read aloud': 'There is no text to read aloud yet' } },
    ...NO_TEXT,
  }),
  reservoirState('is fetched automatically when the device is back online', {
    prepare: after(() => {
      goOffline();
      answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR)));
    }, RESERVOIR_PAGE),
    steps: [settled, comeOnline],
    said: ['The talks resumed on Monday.'],
    ...WHOLE_TEXT,
  }),
  reservoirState('cannot be fetched: HTTP error', {
    prepare: after(
      () => answerInstead(RESERVOIR_FILE, () => new Response('', { status: 503 })),
      RESERVOIR_PAGE,
    ),
    said: ['The text could not be fetched: the publication’s server did not answer properly (error 503)'],
    ...NO_TEXT,
  }),
  reservoirState('cannot be fetched: the file contains no analysis', {
    prepare: after(() => answerInstead(RESERVOIR_FILE, () => Response.json({})), RESERVOIR_PAGE),
    said: ['The text could not be fetched: the publication sent something other than the text'],
    ...NO_TEXT,
  }),
  ...[404, 410].map((status) =>
    reservoirState(`is no longer offered, and a link leads to the page of the analysis: HTTP ${status}`, {
      prepare: after(() => answerInstead(RESERVOIR_FILE, () => new Response('', { status })), RESERVOIR_PAGE),
      said: ['The publication no longer offers this text.'],
      text: ['link "Open on NOLIGARCHY.US"', 'button "Try again"'],
      also: {
        live: ['The publication no longer offers this text. Open on NOLIGARCHY.US Try again'],
        links: { 'Open on NOLIGARCHY.US': 'https://noligarchy.us/analysis/reservoir-plan' },
      },
    }),
  ),
  reservoirState('is the old text if the new text of a corrected analysis cannot be fetched', {
    prepare: correctedReservoir,
    said: [
      'The talks resumed on Monday.',
      'Text of 12 May; the publication has updated it since.',
      'The text could not be fetched: the publication’s server did not answer properly (error 503)',
    ],
    text: ['button "Try again"', ...JUMPS, 'link "detention"'],
    headings: TEXT_HEADINGS,
    also: {
      live: [
        'Text of 12 May; the publication has updated it since. The text could not be fetched: the ' +
          'publication’s server did not answer properly (error 503) Try again',
      ],
    },
  }),
  reservoirState('is the new text of a corrected analysis after the reader tries again', {
    prepare: correctedReservoir,
    steps: [
      settled,
      () =>
        answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR, 'Corrected on Tuesday.'))),
      'button "Try again"',
    ],
    said: ['Corrected on Tuesday.'],
    ...WHOLE_TEXT,
  }),
  reservoirState('is fetched when the reader tries again', {
    prepare: after(
      () => answerInstead(RESERVOIR_FILE, () => new Response('', { status: 503 })),
      RESERVOIR_PAGE,
    ),
    steps: [
      settled,
      () => answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR))),
      'button "Try again"',
    ],
    said: ['The talks resumed on Monday.'],
    ...WHOLE_TEXT,
  }),
  reservoirState('is being fetched again', {
    prepare: unavailable,
    steps: [settled, holdAnswer, 'button "Try again"'],
    said: [UNAVAILABLE],
    text: ['button "Trying again…" disabled'],
    also: { live: [`${UNAVAILABLE} Trying again…`] },
  }),
  reservoirState('cannot be fetched in the second attempt either, which the live region says again', {
    prepare: unavailable,
    steps: [
      settled,
      holdAnswer,
      'button "Try again"',
      () => eventually(() => expect(liveText()).toContain('Trying again…')),
      () => answerHeld(new Response('', { status: 503 })),
    ],
    said: [UNAVAILABLE],
    also: { live: [`${UNAVAILABLE} Try again`] },
    ...NO_TEXT,
  }),
  reservoirState('takes the focus with its first heading after a second attempt succeeded', {
    prepare: unavailable,
    steps: [
      async () => (await control('button "Try again"')).focus(),
      holdAnswer,
      'button "Try again"',
      async () => expect(document.activeElement).toBe(await eventually(tryingAgain)),
      () => answerHeld(Response.json(documentOf(RESERVOIR))),
      () => eventually(() => expect(document.activeElement?.textContent).toBe(TEXT_HEADINGS[0])),
    ],
    said: ['The talks resumed on Monday.'],
    ...WHOLE_TEXT,
  }),
  reservoirState('will be added to the saved analysis later', {
    prepare: after(() => answerInstead(RESERVOIR_FILE, () => new Promise(() => undefined)), RESERVOIR_PAGE),
    steps: ['button "Save"'],
    said: ['Fetching the text…', 'Saved. The full text will be added as soon as it can be fetched.'],
    saved: true,
    also: {
      live: ['Saved. The full text will be added as soon as it can be fetched.', 'Fetching the text…'],
    },
  }),
];
