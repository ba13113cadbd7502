import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { BADGE_COLOURS } from '../lib/tab/badge-colours.ts';
import { installPackages } from './browsers.ts';
import { buildExtension, builtExtension, GRANTED } from './build.ts';
import { openReader, type Reader } from './e2e/harness/reader.ts';
import { closeLeftBrowsers } from './e2e/harness/started-browsers.ts';
import { namesOf, pageSurface, press, until, untilState } from './e2e/harness/surface.ts';

/**
 * Takes the pictures for the README with the sample publication: still pictures, and an animated picture of the steps
 * from the article to the saved analysis. Needs `img2webp` of libwebp
 * (https://developers.google.com/speed/webp/docs/img2webp).
 */

const FOLDER = 'tests/pictures';
/** Size of the article's window in the animated picture (CSS px). */
const WINDOW = { width: 960, height: 680 };
/** The saved analyses in the picture of the library: id, change of the reading state, and label. */
const SAVED = [
  ['reservoir-plan-2050', 'mark-read', 'water'],
  ['pension-fund-vote', 'archive'],
  ['grain-export-quota'],
  ['water-meter-bylaw', 'mark-read', 'water'],
  ['bus-lane-reversal'],
  ['port-fee-holiday', undefined, 'harbours'],
  ['ferry-talks-merrow-strait', undefined, 'harbours'],
] as const;
const HIGHLIGHT = 'An annex lets any one of the six hold a ship for up to nine hours.';
mkdirSync(FOLDER, { recursive: true });
if (spawnSync('img2webp', ['-version']).error) await installPackages(['webp']);
await buildExtension(GRANTED, 'chromium');
const reader = await openReader('chromium', { variant: GRANTED });
try {
  await reader.untilIndex();
  await reader.tabs();
  await moving(reader);
  await panels(reader);
  await library(reader);
} finally {
  await reader.close();
  await closeLeftBrowsers();
}
console.log(`The pictures are in ${FOLDER}/.`);

/** Takes an animated picture of the steps from the article to the saved analysis. */
async function moving({ visit, untilBadge, tabId, open, sample }: Reader): Promise<void> {
  const page = await visit(sample.page('a plain article').address);
  await untilBadge(page, '1');
  await page.setViewport({ ...WINDOW, deviceScaleFactor: 1 });
  const article = await page.screenshot({ encoding: 'base64' });
  const popup = await open(`/popup.html?tab=${await tabId(page)}`);
  await popup.setViewport({ width: 400, height: 600, deviceScaleFactor: 1.5 });
  // Disable transitions, so that no picture shows a fading element.
  await popup.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  const surface = pageSurface(popup);
  await untilState(surface, 'matched');
  await untilText(popup);
  const found = await popup.screenshot({ encoding: 'base64' });
  await press(surface, 'button', 'Save');
  await until('the popup shows the analysis as saved', async () =>
    (await namesOf(surface, 'button')).includes('Saved'),
  );
  await popup.evaluate(() => scrollTo(0, 0));
  const saved = await popup.screenshot({ encoding: 'base64' });
  await popup.close();
  await page.close();

  const host = new URL(sample.page('a plain article').address).host;
  const steps = [
    { icon: 'nothing', badge: '', seconds: 1.2 },
    { icon: 'found', badge: '1', seconds: 1.8 },
    { icon: 'found', badge: '1', popup: found, seconds: 3.2 },
    { icon: 'saved', badge: '1', popup: saved, seconds: 3 },
  ];
  const folder = mkdtempSync(join(tmpdir(), 'civic-lens-pictures-'));
  // Use a page whose content security policy allows style sheets in the markup, because the HTML of `scene` has one.
  const stage = await visit(sample.page('a plain article').address);
  await stage.setViewport({ width: WINDOW.width, height: WINDOW.height + 44, deviceScaleFactor: 1.5 });
  const frames: string[] = [];
  for (const [n, step] of steps.entries()) {
    await stage.setContent(scene({ ...step, article, host }));
    const file = join(folder, `${n}.png`);
    await stage.screenshot({ path: file as `${string}.png` });
    frames.push('-d', String(step.seconds * 1000), file);
  }
  await stage.close();
  const options = ['-loop', '0', '-lossy', '-q', '78', '-m', '6'];
  const made = spawnSync('img2webp', [
    ...options,
    ...frames,
    '-o',
    join(FOLDER, 'from-article-to-library.webp'),
  ]);
  rmSync(folder, { recursive: true });
  if (made.status !== 0) throw new Error(`img2webp failed: ${made.error ?? made.stderr}`);
}

/** Returns the HTML of a browser window around the article, with the toolbar button and, if it is open, the popup. */
function scene(step: { icon: string; badge: string; popup?: string; article: string; host: string }): string {
  const icon = readFileSync(
    `${builtExtension(GRANTED, 'chromium')}/icon/toolbar/${step.icon}-32.png`,
  ).toString('base64');
  const colour = step.icon === 'saved' ? BADGE_COLOURS.saved : BADGE_COLOURS.found;
  return `<!doctype html><style>
    body { margin: 0; font: 13px/20px Inter, sans-serif; background: #fff; overflow: hidden }
    .bar { height: 44px; background: #f1f3f4; display: flex; align-items: center; gap: 12px; padding: 0 14px }
    .address { flex: 1; background: #fff; border-radius: 99px; padding: 4px 16px; color: #57514a }
    .button { position: relative; width: 28px; height: 28px; display: grid; place-items: center }
    .button img { width: 18px } .button b { position: absolute; right: -2px; bottom: 0; background: ${colour};
      color: #fff; font: 700 10px/13px Inter, sans-serif; border-radius: 3px; padding: 0 4px }
    .page { display: block; width: ${WINDOW.width}px }
    .popup { position: absolute; top: 48px; right: 10px; width: 400px; border-radius: 10px;
      box-shadow: 0 0 0 1px #0002, 0 12px 40px #0004 }
  </style><div class="bar"><span class="address">${step.host}</span><span class="button">
  <img src="data:image/png;base64,${icon}">${step.badge && `<b>${step.badge}</b>`}</span></div>
  <img class="page" src="data:image/png;base64,${step.article}">
  ${step.popup ? `<img class="popup" src="data:image/png;base64,${step.popup}">` : ''}`;
}

async function panels({ visit, untilBadge, tabId, open, sample }: Reader): Promise<void> {
  for (const [name, badge, state] of [
    ['a desktop host', '1', 'matched'],
    ['two analyses', '2', 'choose'],
    ['nobody analysed: quiet-gazette', '', 'none'],
  ] as const) {
    const page = await visit(sample.page(name).address);
    await untilBadge(page, badge);
    const popup = await open(`/popup.html?tab=${await tabId(page)}`);
    await popup.setViewport({ width: 400, height: 600, deviceScaleFactor: 2 });
    const surface = pageSurface(popup);
    await untilState(surface, state);
    if (state === 'matched') await untilText(popup);
    await shot(popup, state === 'matched' ? 'popup' : `popup-${state}`);
    await popup.close();
    await page.close();
  }
}

/** Saves the analyses of `SAVED` with their reading states and labels, and adds a highlight. */
async function fillLibrary({ ask }: Reader): Promise<void> {
  for (const [id, state, label] of SAVED)
    await ask(
      async (api, analysis, change, name) => {
        const send = (message: object): Promise<unknown> => api.runtime.sendMessage(message);
        const run = (action: string, ...args: unknown[]): Promise<unknown> =>
          send({ type: 'change', name: action, args });
        await run('saveAnalysis', await send({ type: 'query', name: 'cardById', args: [analysis] }));
        if (change) await run('changeReadingState', [analysis], change);
        if (name) await run('addLabel', [analysis], name);
      },
      id,
      state ?? '',
      label ?? '',
    );
  const place = { section: 1, start: 0, endSection: 1, end: HIGHLIGHT.length, version: 'earlier' };
  const words = { exact: HIGHLIGHT, prefix: '', suffix: '', comment: 'Who chose the Isles?' };
  await ask(
    (api, highlight) =>
      api.runtime.sendMessage({
        type: 'change',
        name: 'addHighlight',
        args: ['ferry-talks-merrow-strait', { id: 'h1', ...highlight, createdAt: Date.now() }],
      }),
    { ...place, ...words },
  );
}

async function library(reader: Reader): Promise<void> {
  await fillLibrary(reader);
  const page = await reader.open('/library.html#analysis=ferry-talks-merrow-strait');
  await page.setViewport({ width: 1200, height: 760, deviceScaleFactor: 1.5 });
  await untilText(page);
  await shot(page, 'library');
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await shot(page, 'library-dark');
}

async function untilText(page: Page): Promise<void> {
  await until('the text is there', async () =>
    (await namesOf(pageSurface(page), 'heading')).includes('What to watch next'),
  );
}

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}
