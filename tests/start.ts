import { mkdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { ensureBrowser, useBrowser } from './browsers.ts';
import {
  type BrowserName,
  buildExtension,
  builtExtension,
  GRANTED,
  OUTLET_PORT,
  removeRunFolders,
  SAMPLE_PUBLICATION,
  type Variant,
} from './build.ts';
import { launchChromium } from './e2e/harness/chromium.ts';
import { launchFirefox } from './e2e/harness/firefox.ts';
import { readReason } from './e2e/harness/popup.ts';
import { openReader, type Reader } from './e2e/harness/reader.ts';
import { closeLeftBrowsers } from './e2e/harness/started-browsers.ts';
import { namesOf, press, until, untilState } from './e2e/harness/surface.ts';
import { endWithParent } from './end-with-parent.ts';
import { startSample } from './sample/server.ts';

/**
 * Demonstrates Civic Lens: builds the extension, serves the sample publication and outlets on loopback, and opens a
 * browser on a sample article. Without a display, or with the argument `headless`, starts the browser headless,
 * performs the steps from detection to the original article, and writes screenshots to `.output/start/`.
 * `npm start -- firefox` uses Firefox.
 */

const PICTURES = '.output/start';
const name: BrowserName = process.argv.includes('firefox') ? 'firefox' : 'chromium';
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

endWithParent();
removeRunFolders();
process.on('exit', removeRunFolders);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
try {
  const browser = await ensureBrowser(name);
  useBrowser(browser);
  if (hasDisplay && !process.argv.includes('headless')) await show();
  else await walk();
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
process.exit(0);

/** Opens a browser window for a person who tries the extension. Resolves when the person closes the window. */
async function show(): Promise<void> {
  const port = await freePort(OUTLET_PORT);
  const variant: Variant = {
    ...GRANTED,
    publication: SAMPLE_PUBLICATION.replace(String(OUTLET_PORT), String(port)),
  };
  console.log('Building the extension …');
  await buildExtension(variant, name);
  const sample = await startSample({ publication: variant.publication, outletPort: port, listen: port });
  const launch = name === 'firefox' ? launchFirefox : launchChromium;
  const driver = await launch({ extension: builtExtension(variant, name), headful: true });
  const page = await driver.browser.newPage();
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
  await new Promise<void>((resolve) => driver.browser.once('disconnected', () => resolve()));
  await driver.close();
  await sample.close();
}

/** Returns a free port: the preferred port or, if a program already listens on it, another port. */
async function freePort(preferred: number): Promise<number> {
  const listens = (port: number): Promise<number | undefined> =>
    new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => {
        const taken = (server.address() as AddressInfo).port;
        server.close(() => resolve(taken));
      });
    });
  return (await listens(preferred)) ?? (await listens(0)) ?? preferred;
}

/** Performs the steps detection → badge → analysis → save → original, and prints each step. */
async function walk(): Promise<void> {
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  console.log('Building the extension …');
  await buildExtension(GRANTED, name);
  const reader = await openReader(name, { variant: GRANTED });
  console.log(`${name} ${reader.version}`);
  try {
    await steps(reader);
  } finally {
    await reader.close();
    await closeLeftBrowsers();
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
  await until('the popup shows the analysis as saved', async () =>
    (await namesOf(popup, 'button')).includes('Saved'),
  );
  await popup.screenshot(`${PICTURES}/3-saved.png`);
  await popup.close();
  const library = await reader.open('/library.html');
  await until('the library shows the analysis', () =>
    library.evaluate(() => document.querySelector('[data-analysis]') !== null),
  );
  await library.screenshot({ path: `${PICTURES}/4-library.png` });
  await library.close();
  done('save', 'the analysis is in the library');

  const again = await reader.pressButton(page);
  await untilState(again, 'matched');
  if (!(await readReason(again)).includes('This is the article it analyses.'))
    throw new Error('the popup does not say why it matched');
  await press(again, 'link', 'Read the original at Northern Ledger – World');
  await until(
    'the original is open in a second tab',
    async () => (await reader.tabs()).filter(({ url }) => url === address).length === 2,
  );
  done('original', address);
}

function done(step: string, result: string): void {
  console.log(`✓ ${step}: ${result}`);
}
