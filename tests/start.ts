import { mkdirSync, rmSync } from 'node:fs';
import { ensureBrowser } from './browsers.ts';
import {
  type BrowserName,
  buildExtension,
  builtExtension,
  GRANTED,
  OUTLET_PORT,
  SAMPLE_PUBLICATION,
} from './build.ts';
import { launchChromium } from './e2e/harness/chromium.ts';
import { launchFirefox } from './e2e/harness/firefox.ts';
import { openReader, type Reader } from './e2e/harness/reader.ts';
import { namesOf, press, textOf, until, untilState } from './e2e/harness/surface.ts';
import { startSample } from './sample/server.ts';

/**
 * Shows the product at work: builds the extension, serves the sample publication and outlets on loopback and opens a browser
 * on a sample article. Without a display it does the same headless, walks from detection to the original, and leaves screenshots
 * under `.output/start/`. `npm start -- firefox` takes Firefox.
 */

const PICTURES = '.output/start';
const name: BrowserName = process.argv.includes('firefox') ? 'firefox' : 'chromium';
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

try {
  await ensureBrowser(name);
  console.log('Building the extension …');
  buildExtension(GRANTED, name);
  if (hasDisplay && !process.argv.includes('headless')) await show();
  else await walk();
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

/** Opens a window for somebody to try the extension in, until it is closed. */
async function show(): Promise<void> {
  const sample = await startSample({
    publication: SAMPLE_PUBLICATION,
    outletPort: OUTLET_PORT,
    listen: OUTLET_PORT,
  });
  const launch = name === 'firefox' ? launchFirefox : launchChromium;
  const { browser } = await launch({ extension: builtExtension(GRANTED, name), headful: true });
  const page = await browser.newPage();
  const { address } = sample.page('a plain article');
  await page.goto(address);
  await page.bringToFront();
  console.log(
    `\nCivic Lens is in the toolbar of the window that just opened, on a sample article:\n  ${address}`,
  );
  console.log('Other sample pages:');
  for (const other of sample.pages)
    if (other.address.startsWith('http:')) console.log(`  ${other.address}  (${other.name})`);
  console.log('Close the window to end.');
  await new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  await sample.close();
}

/** Walks detection → badge → analysis → save → original, and tells of each step. */
async function walk(): Promise<void> {
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  const reader = await openReader(name, { variant: GRANTED });
  try {
    await steps(reader);
  } finally {
    await reader.close();
  }
  console.log(`Screenshots are in ${PICTURES}/.`);
}

async function steps(reader: Reader): Promise<void> {
  const { address } = reader.sample.page('a desktop host');
  await reader.untilIndex();
  done('index', 'the list of analyses is on the device');

  const page = await reader.visit(address);
  const badge = await reader.untilBadge(page, '1');
  await page.screenshot({ path: `${PICTURES}/1-article.png` });
  done('detection and badge', `"${badge.text}" (${badge.title}) on ${address}`);

  const popup = await reader.pressButton(page);
  await untilState(popup, 'matched');
  await until('the text is shown', async () =>
    (await namesOf(popup, 'heading')).includes('What to watch next'),
  );
  await popup.screenshot(`${PICTURES}/2-analysis.png`);
  done('analysis', (await namesOf(popup, 'heading'))[0] ?? '');

  await press(popup, 'button', 'Save');
  await until('it is saved', async () => (await namesOf(popup, 'button')).includes('Saved'));
  await popup.screenshot(`${PICTURES}/3-saved.png`);
  await popup.close();
  const library = await reader.open('/library.html');
  await until('the library shows it', () =>
    library.evaluate(() => document.querySelector('.entries button') !== null),
  );
  await library.screenshot({ path: `${PICTURES}/4-library.png` });
  await library.close();
  done('save', 'the analysis is in the library');

  const again = await reader.pressButton(page);
  await untilState(again, 'matched');
  if (!(await textOf(again)).includes('Same address as the article analysed.'))
    throw new Error('the popup does not say why it matched');
  await press(again, 'link', 'Read the original at Northern Ledger – World');
  await until(
    'the original is open beside',
    async () => (await reader.tabs()).filter(({ url }) => url === address).length === 2,
  );
  done('original', address);
}

function done(step: string, result: string): void {
  console.log(`✓ ${step}: ${result}`);
}
