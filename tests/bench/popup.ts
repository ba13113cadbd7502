import type { Page } from 'puppeteer-core';
import { GRANTED } from '../build.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { namesOf, pageSurface, until, untilState } from '../e2e/harness/surface.ts';
import { emptyExtension } from './empty-extension.ts';
import { type Measured, quantile } from './report.ts';
import { killWorkers } from './workers.ts';

/** Number of times that the bench opens each popup. */
const OPENINGS = 12;

/**
 * Times the popup from its opening until the analysis is painted, with the text on the device. Compares it with a popup
 * that is a static page.
 */
export async function measurePopup(): Promise<Measured[]> {
  const reader = await openReader('chromium', { variant: GRANTED, others: [emptyExtension()] });
  await reader.untilIndex();
  const page = await reader.visit(reader.sample.page('a desktop host').address);
  await reader.untilBadge(page, '1');
  const paints: Record<'awake' | 'asleep' | 'static', Paints[]> = { awake: [], asleep: [], static: [] };
  for (let n = 0; n < OPENINGS; n++) {
    for (const background of ['awake', 'asleep'] as const) {
      if (background === 'asleep') await killWorkers(reader);
      else await reader.ask((api) => api.runtime.sendMessage({ type: 'query', name: 'newCount', args: [] }));
      const popup = await reader.pressButton(page);
      await untilState(popup, 'matched');
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('What to watch next'),
      );
      paints[background].push(await popup.run(paintsOf));
      await popup.close();
    }
    paints.static.push(await openStaticPopup(reader, page));
  }
  await reader.close();
  const median = (of: keyof typeof paints, what: keyof Paints): number =>
    quantile(
      paints[of].map((paint) => paint[what]),
      0.5,
    );
  const base = median('static', 'last');
  return [
    { what: 'popup: a static page → painted, median', value: base, unit: 'ms' },
    ...(['awake', 'asleep'] as const).flatMap((background): Measured[] => [
      {
        what: `popup: opened → analysis painted, background ${background}, median`,
        value: median(background, 'last'),
        unit: 'ms',
        budget: 100,
      },
      {
        what: '  more than the static page',
        value: median(background, 'last') - base,
        unit: 'ms',
        budget: 25,
      },
      {
        what: '  between header and first sentence',
        value: median(background, 'last') - median(background, 'first'),
        unit: 'ms',
        budget: 0,
      },
      { what: '  layout shift', value: median(background, 'shift'), unit: '', budget: 0 },
    ]),
  ];
}

/** Times of paints, in milliseconds since the start of the navigation, and the layout shift. */
interface Paints {
  /** First contentful paint. */
  readonly first: number;
  /** Largest contentful paint. */
  readonly last: number;
  /** Cumulative layout shift. */
  readonly shift: number;
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
