import { vi } from 'vitest';
import { formatMoment } from '../../../lib/browser/time-texts.ts';
import { updateSiteState } from '../../../lib/db/site-state.ts';
import { pauseAsAsked } from '../../../lib/sync/pause.ts';
import { meterConnection } from '../browser-and-tab.ts';
import { receiveIndex, syncNeverEnds, syncWhenAsked } from '../publication.ts';
import type { PageState } from '../states.ts';
import { FAILURES, readPageByPage, syncFailed, syncRuns, syncState } from '../sync-states.ts';
import { DAY, MINUTE, NOW } from '../times.ts';
import { NEXT, options, READY } from './options-page.ts';

/* States of the index, of the reading of pages, and of the texts kept on the device. */

const CHECKING = { index: ['button "Check now" disabled'] };

export const INDEX: readonly PageState[] = [
  options({
    state: 'is reported as empty before it arrives',
    said: ['Not here yet.'],
    also: { marks: { index: 'empty', cards: '0' } },
  }),
  options({
    state: 'is fetched for the first time',
    prepare: syncRuns,
    said: ['Updating…', 'Not here yet.'],
    offered: CHECKING,
    live: { index: ['Updating… Not here yet.'] },
    also: { marks: { index: 'syncing', cards: '0' } },
  }),
  options({
    state: 'is ready',
    prepare: () => receiveIndex(),
    said: [READY, NEXT],
    live: { index: [`${READY} ${NEXT}`] },
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  options({
    state: 'is renewed while the old index stays in use',
    prepare: async () => {
      await receiveIndex();
      await syncRuns();
    },
    said: ['Updating…', READY, NEXT],
    offered: CHECKING,
    also: { marks: { index: 'syncing', cards: '6' } },
  }),
  options({
    state: 'does not appear as being renewed after a sync was killed',
    prepare: async () => {
      await receiveIndex();
      await syncState({ runningSince: NOW - MINUTE });
    },
    said: [READY, NEXT],
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  options({
    state: 'does not appear as ready until Options knows that the sync has ended',
    prepare: async () => {
      await receiveIndex();
      await syncState({ runningSince: NOW - MINUTE });
      vi.spyOn(navigator.locks, 'query').mockReturnValue(new Promise(() => undefined));
    },
    said: ['Updating…', READY, NEXT],
    offered: CHECKING,
    also: { marks: { index: 'syncing', cards: '6' } },
  }),
  options({
    state: 'is renewed after "Check now"',
    prepare: async () => {
      await receiveIndex();
      syncNeverEnds();
    },
    steps: ['button "Check now"'],
    said: ['Updating…', READY, NEXT],
    offered: CHECKING,
    also: { marks: { index: 'syncing', cards: '6' } },
  }),
  options({
    state: 'is ready when the sync after "Check now" has ended',
    prepare: syncWhenAsked,
    steps: ['button "Check now"'],
    said: [READY, NEXT],
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  options({
    state: 'was confirmed days ago',
    prepare: async () => {
      await receiveIndex();
      await syncState({ checkedAt: NOW - 2 * DAY });
    },
    said: ['6 analyses, updated 2 days ago. Published by NOLIGARCHY.US on 2 July 2026.', NEXT],
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  options({
    state: 'is ready, although no check has succeeded yet',
    prepare: async () => {
      await receiveIndex();
      await syncState({ checkedAt: undefined });
    },
    said: ['6 analyses. No check has succeeded yet. Published by NOLIGARCHY.US on 2 July 2026.', NEXT],
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  options({
    state: 'is ready except for cards that could not be read',
    prepare: () => receiveIndex({ more: [{ id: 'bad' }, { id: 'worse', url: '/analysis/worse' }] }),
    said: [READY, '2 entries could not be read: entry 3 has no address; entry 4 has no headline', NEXT],
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  ...Object.entries(FAILURES).map(([reason, words]) =>
    options({
      state: `could not be renewed: ${reason}`,
      prepare: async () => {
        await receiveIndex();
        await syncFailed(reason as keyof typeof FAILURES);
      },
      said: [READY, `The last check failed (2 minutes ago): ${words}.`, 'Next check in 5 minutes.'],
      ...(reason === 'storage-full'
        ? {
            offered: {
              storage: ['button "Ask the browser to keep it"', 'button "Keep only the texts that you open"'],
            },
          }
        : {}),
      also: { marks: { index: 'failed', cards: '6' } },
    }),
  ),
  options({
    state: 'could not be fetched because of an HTTP error, and Options names the status and the file',
    prepare: async () => {
      await syncFailed('http', 503);
      await syncState({
        failure: {
          reason: 'http',
          status: 503,
          file: '/.well-known/civic-lens/index.json',
          at: NOW - 2 * MINUTE,
        },
      });
    },
    said: [
      'Not here yet.',
      'The last check failed (2 minutes ago): the publication’s server did not answer properly (error 503). File: ' +
        '/.well-known/civic-lens/index.json',
      'Next check in 5 minutes.',
    ],
    also: { marks: { index: 'failed', cards: '0' } },
  }),
];

const INSTEAD = 'NOLIGARCHY.US offers no ready list, so Civic Lens reads its pages instead.';

const OLDER = 'Older ones can be read too, one a second, so that the publication is not burdened.';

/** The time, in the words of Options, when the reading continues after the pages of the day were read. */
const NEXT_DAY = formatMoment(NOW + DAY / 2);

const READING = 'Reading the publication’s pages';

export const PAGES: readonly PageState[] = [
  options({
    state: 'is announced, and has a progress bar',
    prepare: () => readPageByPage({ read: 2, wanted: 3 }),
    said: [
      '2 analyses, updated 2 minutes ago.',
      INSTEAD,
      'Read 2 of up to 5 analyses – back to 1 June 2026.',
    ],
    offered: { index: ['button "Check now"', 'button "Stop"', 'button "Read faster"'] },
    live: {
      index: [
        `2 analyses, updated 2 minutes ago. ${INSTEAD}`,
        'Read 2 of up to 5 analyses – back to 1 June 2026.',
      ],
    },
    also: {
      progress: [`"${READING}" 2 of 5`],
      marks: { index: 'ready', cards: '2' },
    },
  }),
  options({
    state: 'offers to read older pages after the reader has stopped the reading',
    prepare: () => readPageByPage({ readPages: 'stopped', read: 30, wanted: 12 }),
    said: [
      '30 analyses, updated 2 minutes ago.',
      INSTEAD,
      'Read 30 of up to 42 analyses – back to 1 June 2026.',
      OLDER,
    ],
    offered: { index: ['button "Check now"', 'button "Read older analyses"'] },
    also: { progress: [] },
  }),
  options({
    state: 'has a progress bar, and buttons that stop it or make it faster',
    prepare: () => readPageByPage({ read: 30, wanted: 12 }),
    said: [
      '30 analyses, updated 2 minutes ago.',
      INSTEAD,
      'Read 30 of up to 42 analyses – back to 1 June 2026.',
    ],
    offered: { index: ['button "Check now"', 'button "Stop"', 'button "Read faster"'] },
    also: { progress: [`"${READING}" 30 of 42`] },
  }),
  options({
    state: 'says when the reading continues once the pages of the day are read',
    prepare: async () => {
      await readPageByPage({ read: 30, wanted: 12 });
      await updateSiteState({ fetched: 500, today: { since: NOW - DAY / 2, fetched: 300 } });
    },
    said: [
      '30 analyses, updated 2 minutes ago.',
      INSTEAD,
      'Read 30 of up to 42 analyses – back to 1 June 2026.',
      `Today’s pages are read. Reading goes on at ${NEXT_DAY}, so that the publication is not burdened.`,
    ],
    offered: { index: ['button "Check now"', 'button "Stop"', 'button "Read faster"'] },
    also: { progress: [`"${READING}" 30 of 42`] },
  }),
  options({
    state: 'says that it waits while the connection is metered',
    prepare: async () => {
      await readPageByPage({ read: 30, wanted: 12 });
      meterConnection();
    },
    said: [
      '30 analyses, updated 2 minutes ago.',
      INSTEAD,
      'Read 30 of up to 42 analyses – back to 1 June 2026.',
      'Reading waits while this connection is metered or the browser saves data.',
    ],
    offered: { index: ['button "Check now"', 'button "Stop"', 'button "Read faster"'] },
    also: { progress: [`"${READING}" 30 of 42`] },
  }),
  options({
    state: 'says why it pauses, and can still be stopped while it reads fast',
    prepare: async () => {
      await readPageByPage({ readPages: 'fast', read: 30, wanted: 12 });
      await pauseAsAsked(NOW + 60 * MINUTE, 503, NOW);
    },
    said: [
      '30 analyses, updated 2 minutes ago.',
      INSTEAD,
      'Read 30 of up to 42 analyses – back to 1 June 2026.',
      'Reading pauses until 13:00: the publication’s server did not answer properly (error 503).',
    ],
    offered: { index: ['button "Check now"', 'button "Stop"'] },
    also: { progress: [`"${READING}" 30 of 42`] },
  }),
  options({
    state: 'has read all pages',
    prepare: () => readPageByPage({ read: 1 }),
    said: [
      '1 analysis, updated 2 minutes ago.',
      INSTEAD,
      'Read 1 of up to 1 analysis – back to 1 June 2026.',
    ],
    also: { progress: [] },
  }),
  options({
    state: 'names a page that could not be read',
    prepare: () => readPageByPage({ read: 2, failed: 1 }),
    said: [
      '2 analyses, updated 2 minutes ago.',
      INSTEAD,
      'Read 2 of up to 3 analyses – back to 1 June 2026.',
      '1 page could not be read: /analysis/incomplete-0: has no headline',
    ],
    also: { progress: [] },
  }),
  options({
    state: 'is not shown if there is a companion index',
    prepare: () => receiveIndex(),
    said: [],
    also: { progress: [] },
  }),
];

const TEXTS_WHY =
  'Texts on this device open at once, without contacting the publication. Opening any other analysis asks the ' +
  'publication for its text.';

const NO_TEXTS =
  'This publication offers no texts in advance. Opening an analysis asks the publication for its text.';

const keeping = (none: string, newest: string, all: string): { texts: string[] } => ({
  texts: [`radio "None" ${none}`, `radio "The two newest months" ${newest}`, `radio "All" ${all}`],
});

export const TEXTS: readonly PageState[] = [
  options({
    state: 'cover the two newest months by default',
    prepare: () => receiveIndex(),
    said: [TEXTS_WHY],
  }),
  options({
    state: 'cover no month',
    prepare: () => receiveIndex(),
    steps: ['radio "None"'],
    said: [TEXTS_WHY],
    offered: keeping('checked', 'not checked', 'not checked'),
  }),
  options({
    state: 'cover all months',
    prepare: () => receiveIndex(),
    steps: ['radio "All"'],
    said: [TEXTS_WHY],
    offered: keeping('not checked', 'not checked', 'checked'),
  }),
  options({
    state: 'are not offered by the publication',
    prepare: () => receiveIndex({ offersTexts: false }),
    said: [NO_TEXTS],
    offered: { texts: [] },
  }),
  ...(
    [
      [1, 'The text of 1 analysis waits, because you stopped the reading of pages. To get it,'],
      [12, 'The texts of 12 analyses wait, because you stopped the reading of pages. To get them,'],
    ] as const
  ).map(([withoutText, words]) =>
    options({
      state: `wait while the reader has stopped the reading of pages: ${withoutText}`,
      prepare: () => readPageByPage({ readPages: 'stopped', read: 30, withoutText }),
      said: [TEXTS_WHY, `${words} choose “Read older analyses”.`],
      offered: { index: ['button "Check now"', 'button "Read older analyses"'] },
    }),
  ),
  options({
    state: 'do not wait if the reader wants none, even after the reader has stopped the reading of pages',
    prepare: () => readPageByPage({ readPages: 'stopped', read: 30, withoutText: 12 }),
    steps: ['radio "None"'],
    said: [TEXTS_WHY],
    offered: {
      index: ['button "Check now"', 'button "Read older analyses"'],
      ...keeping('checked', 'not checked', 'not checked'),
    },
  }),
  options({
    state: 'could not be fetched',
    prepare: async () => {
      await receiveIndex();
      await syncState({ textsFailure: { reason: 'wrong-hash', at: NOW } });
    },
    said: [TEXTS_WHY, 'Some texts could not be fetched: a file arrived damaged'],
  }),
];
