import { mkdirSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { buildExtension, GRANTED } from './build.ts';
import { openReader, type Reader } from './e2e/harness/reader.ts';
import { namesOf, pageSurface, press, until, untilState } from './e2e/harness/surface.ts';

/** Takes the screenshots for README, with the sample publication. */

const FOLDER = 'tests/pictures';
mkdirSync(FOLDER, { recursive: true });
await buildExtension(GRANTED, 'chromium');
const reader = await openReader('chromium', { variant: GRANTED });
try {
  await reader.untilIndex();
  await reader.tabs();
  await pictures(reader);
} finally {
  await reader.close();
}
console.log(`The pictures are in ${FOLDER}/.`);

async function pictures({ visit, untilBadge, tabId, open, sample }: Reader): Promise<void> {
  for (const name of ['a plain article', 'two analyses', 'a desktop host']) {
    const page = await visit(sample.page(name).address);
    await untilBadge(page, name === 'two analyses' ? '2' : '1');
    const popup = await open(`/popup.html?tab=${await tabId(page)}`);
    await popup.setViewport({ width: 416, height: 600, deviceScaleFactor: 2 });
    const surface = pageSurface(popup);
    await untilState(surface, name === 'two analyses' ? 'choose' : 'matched');
    if (name === 'two analyses') await shot(popup, 'popup-choice');
    else {
      await until('the text is there', async () =>
        (await namesOf(surface, 'heading')).includes('What to watch next'),
      );
      await press(surface, 'button', 'Save');
      await until('it is saved', async () => (await namesOf(surface, 'button')).includes('Saved'));
      if (name === 'a desktop host') {
        await press(surface, 'button', 'Follow Global Power Plays');
        await popup.evaluate(() => scrollTo(0, 0));
        await shot(popup, 'popup');
        await page.bringToFront();
        await page.setViewport({ width: 900, height: 600, deviceScaleFactor: 1 });
      }
    }
    await popup.close();
  }
  const library = await open('/library.html#analysis=ferry-talks-merrow-strait');
  await library.setViewport({ width: 1200, height: 760, deviceScaleFactor: 1.5 });
  await until('the analysis is open', async () =>
    (await namesOf(pageSurface(library), 'heading')).includes('What to watch next'),
  );
  await shot(library, 'library');
  await library.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await shot(library, 'library-dark');
}

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}
