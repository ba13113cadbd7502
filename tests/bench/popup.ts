import type { Page } from 'puppeteer-core';
import { AS_INSTALLED, buildExtension, GRANTED } from '../build.ts';
import { untilScriptWouldHaveRead } from '../e2e/harness/page-messages.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { namesOf, pageSurface, type Surface, until, untilState } from '../e2e/harness/surface.ts';
import { PANEL, POPUPS } from './budgets.ts';
import { emptyExtension } from './empty-extension.ts';
import { type Measured, measured, print, quantile } from './report.ts';
import { killWorkers } from './workers.ts';

/** Number of times that the bench opens each popup. */
const OPENINGS = 12;
/** An article with an analysis whose text is on the device. */
const ANALYSED = 'a desktop host';
/** An article on a host that is not in the index. */
const NOT_ANALYSED = 'nobody analysed: bayside-review';

type Case = (typeof POPUPS)[number] | typeof PANEL;

/** Times of paints, in milliseconds since the start of the navigation, and the layout shift. */
interface Paints {
  /** First contentful paint. */
  readonly first: number;
  /** Largest contentful paint. */
  readonly last: number;
  /** Cumulative layout shift. */
  readonly shift: number;
}

/**
 * Times the popup and the panel from their opening until the analysis is painted, with the text on the device. Compares
 * the popup with a popup that is a static page. The background has prepared the view of a page that it knows. Before
 * the first popup of any other page, it must read the page.
 */
export async function measurePopups(): Promise<void> {
  await buildExtension(AS_INSTALLED, 'chromium');
  const statics: Paints[] = [];
  const prepared = await withReader(GRANTED, (reader) => openPrepared(reader, statics));
  const onClick = await withReader(AS_INSTALLED, (reader) => openFirst(reader, ANALYSED, 'matched', statics));
  const none = await withReader(GRANTED, (reader) => openFirst(reader, NOT_ANALYSED, 'none', statics));
  const paints: Readonly<Record<Case, readonly Paints[]>> = {
    ...prepared,
    'first opening, only when I click': onClick,
    'first opening, no analysis': none,
  };
  const base = quantile(
    statics.map(({ last }) => last),
    0.5,
  );
  print('Popup and panel', [
    { what: 'a static popup → painted, median', value: base, unit: 'ms' },
    ...([...POPUPS, PANEL] as const).flatMap((of) => linesOf(of, paints[of], base)),
  ]);
}

function linesOf(of: Case, paints: readonly Paints[], base: number): Measured[] {
  const last = paints.map((one) => one.last);
  const median = quantile(last, 0.5);
  return [
    measured('popup: opened → first sentence painted, median', median, of),
    { what: '  longest', value: Math.max(...last), unit: 'ms' },
    ...(of === PANEL ? [] : [measured('popup: more than the static page, median', median - base, of)]),
    measured('popup: from header to first sentence, longest', longestGap(paints), of),
    measured('popup: layout shift, largest', Math.max(...paints.map(({ shift }) => shift)), of),
  ];
}

function longestGap(paints: readonly Paints[]): number {
  return Math.max(...paints.map(({ first, last }) => last - first));
}

/** Opens popup and panel of a page whose view the background has prepared. */
async function openPrepared(
  reader: Reader,
  statics: Paints[],
): Promise<Record<'background awake' | 'background killed' | typeof PANEL, Paints[]>> {
  const page = await reader.visit(reader.sample.page(ANALYSED).address);
  await reader.untilBadge(page, '1');
  const tab = await reader.tabId(page);
  const paints = {
    'background awake': [] as Paints[],
    'background killed': [] as Paints[],
    [PANEL]: [] as Paints[],
  };
  for (let n = 0; n < OPENINGS; n++) {
    await wake(reader);
    paints['background awake'].push(await paintsIn(await reader.pressButton(page), 'matched'));
    await killWorkers(reader);
    paints['background killed'].push(await paintsIn(await reader.pressButton(page), 'matched'));
    await wake(reader);
    const panel = pageSurface(await reader.open(`/sidepanel.html?tab=${tab}`));
    paints[PANEL].push(await paintsIn(panel, 'matched'));
    statics.push(await openStaticPopup(reader, page));
  }
  return paints;
}

/** Opens the popup on pages that the background does not know. Each opening is the first one on its page. */
async function openFirst(
  reader: Reader,
  pageName: string,
  state: string,
  statics: Paints[],
): Promise<Paints[]> {
  const paints: Paints[] = [];
  for (let n = 0; n < OPENINGS; n++) {
    const page = await reader.visit(reader.sample.page(pageName).address);
    await untilScriptWouldHaveRead(page, 0);
    await wake(reader);
    paints.push(await paintsIn(await reader.pressButton(page), state));
    statics.push(await openStaticPopup(reader, page));
    await page.close();
  }
  return paints;
}

async function withReader<Result>(
  variant: typeof GRANTED,
  work: (reader: Reader) => Promise<Result>,
): Promise<Result> {
  const reader = await openReader('chromium', { variant, others: [emptyExtension()] });
  try {
    await reader.untilIndex();
    return await work(reader);
  } finally {
    await reader.close();
  }
}

async function wake(reader: Reader): Promise<void> {
  await reader.query('newCount');
}

/** Waits until popup or panel is complete, and closes it. Returns when it was painted. */
async function paintsIn(surface: Surface, state: string): Promise<Paints> {
  await untilState(surface, state);
  if (state === 'matched')
    await until('the text is there', async () =>
      (await namesOf(surface, 'heading')).includes('What to watch next'),
    );
  const paints = await surface.run(paintsOf);
  await surface.close();
  return paints;
}

/** Runs in the popup. Returns when it was painted, and its layout shift. */
async function paintsOf(document: Document): Promise<Paints> {
  const { PerformanceObserver: Observer, performance: clock } =
    document.defaultView as unknown as typeof globalThis;
  const entries = (type: string): Promise<PerformanceEntry[]> =>
    new Promise((resolve) => {
      if (type === 'layout-shift') setTimeout(resolve, 100, []);
      new Observer((list) => resolve(list.getEntries())).observe({ type, buffered: true });
    });
  const last = Math.max(...(await entries('largest-contentful-paint')).map(({ startTime }) => startTime));
  const first = clock.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
  const shifts = (await entries('layout-shift')) as (PerformanceEntry & { value: number })[];
  return { first, last, shift: shifts.reduce((sum, { value }) => sum + value, 0) };
}

async function openStaticPopup({ browser }: Reader, page: Page): Promise<Paints> {
  const extension = [...(await browser.extensions()).values()].find(({ name }) => name === 'Empty');
  if (!extension) throw new Error('the empty extension is not installed');
  await page.bringToFront();
  await page.triggerExtensionAction(extension);
  const address = `chrome-extension://${extension.id}/popup.html`;
  const target = await until('the static popup is shown', async () =>
    browser.targets().find((candidate) => candidate.url() === address),
  );
  const popup = pageSurface(await target.asPage());
  const paints = await popup.run(paintsOf);
  await popup.close();
  return paints;
}
