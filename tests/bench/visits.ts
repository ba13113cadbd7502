import { type Browser, type HTTPRequest, type Page, type Target, TargetType } from 'puppeteer-core';
import { SECOND_READING_MS } from '../../lib/page/watch-page.ts';
import { GRANTED } from '../build.ts';
import { isBrowserRequest } from '../e2e/harness/browser-requests.ts';
import { untilScriptWouldHaveRead } from '../e2e/harness/page-messages.ts';
import { lookForTraces, tracesSeenBy } from '../e2e/harness/page-traces.ts';
import { openReadyReader, type Reader } from '../e2e/harness/reader.ts';
import { until } from '../e2e/harness/surface.ts';
import type { VISITED } from './budgets.ts';
import { isRunOf, layoutsBy, type TraceEvent } from './page-trace.ts';
import { type Measured, measured, print } from './report.ts';

/** Sample pages. The pages of the first kind have no address on a host of the index. The others are on such hosts. */
const PAGES: Readonly<Record<(typeof VISITED)[number], readonly string[]>> = {
  'outside the index': [
    'home of bayside-review',
    'nobody analysed: bayside-review',
    'a shop page',
    'a web app',
  ],
  'on a host of the index': ['a plain article', 'two analyses', 'home of harbour-courier'],
};

/** What the extension did during a visit. */
interface Visit {
  readonly requests: number;
  readonly layouts: number;
  readonly traces: number;
}

/**
 * Visits sample pages in Chromium as a reader does, with the built extension. Counts what must not happen: requests,
 * layouts, and signs of the extension that the page can see. On pages outside the index, also counts messages to the
 * background, and how often it starts.
 */
export async function measureVisits(): Promise<void> {
  const reader = await openReadyReader('chromium', { variant: GRANTED, reportsRequests: true });
  const wakes = countWakes(reader.browser, reader.address('/'));
  try {
    await countMessages(reader);
    const outside = await visitAll(reader, 'outside the index', () => reader.killBackground());
    const [woken, messages] = [wakes(), await messagesSoFar(reader)];
    await checkCounters(reader, wakes);
    const onHost = await visitAll(reader, 'on a host of the index', async () => undefined);
    print('Visits of sample pages', [
      measured('wakes of the background on pages outside the index', woken),
      measured('messages to the background from pages outside the index', messages),
      ...linesOf('outside the index', outside),
      ...linesOf('on a host of the index', onHost),
    ]);
  } finally {
    await reader.close();
  }
}

function linesOf(of: (typeof VISITED)[number], visits: readonly Visit[]): Measured[] {
  const sum = (what: keyof Visit): number => visits.reduce((all, visit) => all + visit[what], 0);
  return [
    measured('requests of the extension during visits', sum('requests'), of),
    measured('layouts and style recalculations by the content script', sum('layouts'), of),
    measured('traces that a page can see', sum('traces'), of),
  ];
}

/** Starts to count how often the background starts. The returned function returns the number so far. */
function countWakes(browser: Browser, origin: string): () => number {
  let wakes = 0;
  browser.on('targetcreated', (target: Target) => {
    if (target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(origin)) wakes++;
  });
  return () => wakes;
}

/**
 * Starts to count the messages of content scripts. A message reaches every page of the extension, so the page in which
 * `reader.ask` runs counts them while the background sleeps.
 */
async function countMessages(reader: Reader): Promise<void> {
  await reader.ask((api) => {
    const world = globalThis as { messages?: number };
    world.messages = 0;
    api.runtime.onMessage.addListener((_: unknown, sender: { tab?: unknown }) => {
      if (sender.tab) world.messages = (world.messages ?? 0) + 1;
    });
  });
}

function messagesSoFar(reader: Reader): Promise<number> {
  return reader.ask(() => (globalThis as { messages?: number }).messages ?? Number.NaN);
}

/** Fails unless a page that may match sends a message that wakes the background, and message and wake are counted. */
async function checkCounters(reader: Reader, wakes: () => number): Promise<void> {
  await reader.killBackground();
  const [wakesBefore, messagesBefore] = [wakes(), await messagesSoFar(reader)];
  const page = await reader.visit(reader.sample.page('a plain article').address);
  await until(
    'a message and a wake are counted',
    async () => wakes() > wakesBefore && (await messagesSoFar(reader)) > messagesBefore,
  );
  await page.close();
}

async function visitAll(
  reader: Reader,
  of: (typeof VISITED)[number],
  prepare: () => Promise<void>,
): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const name of PAGES[of]) {
    await prepare();
    visits.push(await visit(reader, reader.sample.page(name).address));
  }
  return visits;
}

/** Visits a page, and waits until the content script has read it for the second time. */
async function visit(reader: Reader, address: string): Promise<Visit> {
  const page = await reader.browser.newPage();
  const asked: HTTPRequest[] = [];
  page.on('request', (request) => asked.push(request));
  await lookForTraces(page);
  reader.sample.clearRequests();
  await page.tracing.start({
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline.stack'],
  });
  await page.goto(address, { waitUntil: 'load' });
  await untilScriptWouldHaveRead(page, SECOND_READING_MS);
  await reader.untilLookedAt(page);
  const { seen, newGlobals, newResources } = await tracesSeenBy(page);
  const layouts = await layoutsIn(page, reader.address('/'));
  if (asked.length === 0) throw new Error('Puppeteer reported no requests, not even that of the page.');
  const requests = requestsByExtension(reader, asked);
  await page.close();
  return { requests, layouts, traces: seen.length + newGlobals.length + newResources.length };
}

/** Ends the trace of a page, and returns the number of layouts and style recalculations by the extension. */
async function layoutsIn(page: Page, origin: string): Promise<number> {
  const trace = new TextDecoder().decode(await page.tracing.stop());
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  if (!traceEvents.some(isRunOf(origin))) throw new Error('The trace does not contain the content script.');
  return layoutsBy(origin, traceEvents);
}

/**
 * Returns the number of requests by the content script, plus the number of other requests that the page did not make.
 */
function requestsByExtension({ sample }: Reader, asked: readonly HTTPRequest[]): number {
  const ours = asked.filter((request) => JSON.stringify(request.initiator()).includes('chrome-extension:'));
  const made = asked.map((request) => request.url().replace(/#.*/, ''));
  const others = sample.requests.filter(({ url }) => {
    if (isBrowserRequest(url) || url.endsWith('/favicon.ico')) return false;
    const at = made.indexOf(url);
    if (at >= 0) made.splice(at, 1);
    return at < 0;
  });
  return ours.length + others.length;
}
