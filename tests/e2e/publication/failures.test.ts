import type { ServerResponse } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import type { Answering, Sample, SiteForm } from '../../sample/server.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { until } from '../harness/surface.ts';

/**
 * When a file of the publication is damaged, the reader keeps the last good index, Options says what failed, and the
 * next sync after the repair completes the index. `tests/unit/sync/damage.test.ts` tests every kind of damage to every
 * file. The cases here show that the extension handles a few failures in real browsers in the same way.
 */

interface Case {
  readonly title: string;
  /** The analysis that the publication adds, so that a sync has something to fetch. */
  readonly adds: string;
  /** Sends a damaged response, or returns `false` so that the publication responds as usual. */
  readonly damaged: (path: string, response: ServerResponse, sample: Sample) => boolean;
  /** Whether the added analysis arrives despite the damage. */
  readonly arrives: boolean;
  readonly state: 'failed' | 'ready';
  /** The sentence in Options. */
  readonly says: string;
  /** Like `damaged`, but after the repair. Absent if the publication then responds as usual. */
  readonly repaired?: Case['damaged'];
}

const HTML = { 'content-type': 'text/html' };

const CASES: Readonly<Record<SiteForm & ('companion' | 'site'), readonly Case[]>> = {
  companion: [
    {
      title: 'the manifest is unreachable',
      adds: 'quarry-permit-renewal',
      damaged: (path, response) => path.endsWith('/index.json') && closed(response),
      arrives: false,
      state: 'failed',
      says:
        'The last check failed (now): the publication could not be reached. ' +
        'File: /.well-known/civic-lens/index.json',
    },
    {
      title: 'a segment has other content of the same length',
      adds: 'port-fee-holiday',
      damaged: (path, response, sample) =>
        path.includes('/segments/2026-07') &&
        sent(response, '{"cards":[]}'.padEnd(String(sample.file(path)).length)),
      arrives: false,
      state: 'failed',
      says:
        'The last check failed (now): a file arrived damaged. ' +
        'File: /.well-known/civic-lens/segments/2026-07.HASH.json',
    },
    {
      title: 'a month of texts breaks off',
      adds: 'water-meter-bylaw',
      damaged: (path, response, sample) =>
        path.includes('/texts/2026-06') && brokenOff(response, String(sample.file(path))),
      arrives: true,
      state: 'ready',
      says: 'Some texts could not be fetched: the publication could not be reached',
    },
  ],
  site: [
    {
      title: 'the feed is the page of a hotel network',
      adds: 'port-fee-holiday',
      damaged: (path, response) =>
        path === '/feed.xml' && sent(response.writeHead(200, HTML), '<!doctype html><p>Log in'),
      arrives: false,
      state: 'failed',
      says:
        'The last check failed (now): the publication offers no list of analyses that Civic Lens can read. ' +
        'File: /feed.xml',
    },
    {
      title: 'every page answers with an error',
      adds: 'water-meter-bylaw',
      // The Atom feed contains only summaries, so the extension needs the page of the added analysis.
      damaged: (path, response, sample) =>
        (path === '/feed.xml' && sent(response, String(sample.file('/atom.xml')))) ||
        (path.startsWith('/analysis/') && sent(response.writeHead(500, HTML), 'Oops')),
      arrives: false,
      state: 'ready',
      says: 'Reading pauses until (then): the publication’s server did not answer properly (error 500).',
      // An error of the site does not count against the page: the extension reads the page as soon as the site works
      // again.
      repaired: (path, response, sample) =>
        path === '/feed.xml' && sent(response, String(sample.file('/atom.xml'))),
    },
    {
      title: 'everything is unreachable',
      adds: 'quarry-permit-renewal',
      damaged: (_, response) => closed(response),
      arrives: false,
      state: 'failed',
      says:
        'The last check failed (now): the publication could not be reached. ' +
        'File: /.well-known/civic-lens/index.json',
    },
  ],
};

function sent(response: ServerResponse, body: string): true {
  response.end(body);
  return true;
}

/** Closes the connection without a response. */
function closed(response: ServerResponse): true {
  response.destroy();
  return true;
}

/** Closes the connection in the middle of the body. */
function brokenOff(response: ServerResponse, body: string): true {
  const whole = Buffer.from(body);
  response.writeHead(200, { 'content-length': whole.length });
  response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
  return true;
}

describe.each(BROWSERS)('in %s', (name) => {
  describe.each(['companion', 'site'] as const)('with a publication in the %s form', (form) => {
    const cases = CASES[form];
    let reader: Reader;
    let options: Page;

    /** Publishes all analyses except those that later cases add. */
    const publish = (sample: Sample, later: readonly Case[]): void =>
      sample.publish({ form, withdrawn: later.map(({ adds }) => adds) });
    const respond = (how: Case['damaged'] | undefined): void => {
      const answering: Answering | undefined =
        how && (({ path }, response) => how(path, response, reader.sample));
      reader.sample.answering = answering;
    };
    const sync = (): Promise<unknown> =>
      reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }).then(() => true));
    const index = (): Promise<{ state: string | undefined; cards: number }> =>
      options.evaluate(() => {
        const { index: state, cards } = document.querySelector<HTMLElement>('[data-index]')?.dataset ?? {};
        return { state, cards: Number(cards) };
      });
    /** Returns the text of Options, with fixed words in place of times and of the hash in a file name. */
    const words = async (): Promise<string> =>
      (await options.evaluate(() => document.querySelector('main')?.innerText ?? ''))
        .replace(/failed \([^)]*\)/, 'failed (now)')
        .replace(/until .*?: the/, 'until (then): the')
        .replace(/\.[0-9a-f]{8}\.json/, '.HASH.json');
    const untilCards = (count: number): Promise<unknown> =>
      until(
        `the index has ${count} analyses and no page is left to read`,
        async () => {
          const isReading = await options.evaluate(
            () => document.querySelector('[data-reading="reading"]') !== null,
          );
          const { state, cards } = await index();
          return state === 'ready' && cards === count && !isReading;
        },
        60_000,
      );
    const firstCount = analyses.length - cases.length;

    beforeAll(async () => {
      reader = await openReadyReader(name, { variant: GRANTED, prepare: (sample) => publish(sample, cases) });
      options = await reader.open('/options.html');
      await untilCards(firstCount);
    });
    afterAll(() => reader.close());

    it.each(cases.map((each, number) => ({ ...each, number })))(
      'when $title, the index stays, Options says what failed, and a sync after the repair completes the index',
      async ({ number, damaged, arrives, state, says, repaired }) => {
        const before = firstCount + number;
        publish(reader.sample, cases.slice(number + 1));
        respond(damaged);
        await sync();
        await until(`Options says "${says}"`, async () => (await words()).includes(says), 30_000);
        expect(await words()).toContain(says);
        // The Options page shows the failure before the sync has ended, so wait for the index.
        const expected = { state, cards: before + Number(arrives) };
        await until(`the index is ${JSON.stringify(expected)}`, async () => {
          const shown = await index();
          if (!isDeepStrictEqual(shown, expected)) throw new Error(`it is ${JSON.stringify(shown)}`);
          return true;
        });
        const known = await reader.ask((api) =>
          api.runtime.sendMessage({ type: 'query', name: 'cardById', args: ['ferry-talks-merrow-strait'] }),
        );
        expect(known).toMatchObject({ id: 'ferry-talks-merrow-strait' });

        respond(repaired);
        await sync();
        await untilCards(before + 1);
        await until('Options no longer says what failed', async () => !(await words()).includes(says));
      },
    );
  });
});
