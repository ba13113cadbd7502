import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, type BrowserName, runFolder, type Variant } from '../../build.ts';
import { pack, unpack } from '../../packages/pack.ts';
import { canHaveDisplay, type Display, startDisplay } from '../harness/display.ts';
import { picture } from '../harness/pictures.ts';
import { readReason } from '../harness/popup.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, until, untilSaid, untilState } from '../harness/surface.ts';

/** The variant that readers get from the stores: for the real publication, and packed as `npm run zip` packs it. */
const SHIPPED: Variant = { publication: 'https://noligarchy.us/', grantAllSites: false, folder: 'store' };
const FOLDER = runFolder(SHIPPED.folder);
const hasDisplay = canHaveDisplay();

beforeAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  await pack(FOLDER);
});

/** Unpacks a store package, as the browser does, and returns the folder. */
function unpacked(name: BrowserName): string {
  const target = name === 'firefox' ? 'firefox' : 'chrome';
  return unpack(FOLDER, target, join(FOLDER, `unpacked-${target}`));
}

describe('the packages', () => {
  it('are one for each store, and one with the sources that Mozilla requires', () => {
    expect(
      globSync('*.zip', { cwd: FOLDER })
        .map((file) => file.replace(/^civic-lens-[\d.]+-/, ''))
        .toSorted(),
    ).toEqual(['chrome.zip', 'firefox.zip', 'sources.zip']);
  });

  it('include a source package with the files that a build needs, but without dependencies, output and history', () => {
    const [file = ''] = globSync('*-sources.zip', { cwd: FOLDER });
    const names = Object.keys(unzipSync(new Uint8Array(readFileSync(join(FOLDER, file)))));
    expect(names).toEqual(
      expect.arrayContaining([
        'package.json',
        'package-lock.json',
        'wxt.config.ts',
        'README.md',
        'entrypoints/background.ts',
        'lib/address/url-keys.ts',
      ]),
    );
    expect(names.filter((name) => /(?:^|\/)(?:node_modules|\.output|\.git)\//.test(name))).toEqual([]);
  });

  it.each(BROWSERS)('may connect to the real publication and to no other site: %s', (name) => {
    const manifest = JSON.parse(readFileSync(join(unpacked(name), 'manifest.json'), 'utf8'));
    expect(manifest.host_permissions).toEqual(['https://noligarchy.us/*', 'https://www.noligarchy.us/*']);
    expect(manifest.content_security_policy.extension_pages).toContain(
      "connect-src 'self' https://noligarchy.us https://www.noligarchy.us;",
    );
  });
});

describe.each(BROWSERS)('the installed store package in %s', (name) => {
  let reader: Reader;
  let display: Display | undefined;
  const runs = name === 'firefox' || hasDisplay;

  beforeAll(async () => {
    // Chromium shows its permission prompt only on a display.
    if (name === 'chromium' && hasDisplay) display = await startDisplay();
    if (!runs)
      console.warn(
        'No virtual display (Xvfb, openbox, xdotool): the tests of the installed package did not run.',
      );
    else {
      reader = await openReadyReader(name, {
        variant: SHIPPED,
        extension: unpacked(name),
        display: display?.name,
      });
    }
  });
  afterAll(async () => {
    await reader?.close();
    await display?.close();
  });

  it.runIf(runs)('on a click, shows the analysis in the popup, where the reader saves it', async () => {
    const page = await reader.visit(reader.sample.page('a desktop host').address);
    expect((await reader.badge(page)).text).toBe('');
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await until('the text is there', async () =>
      (await namesOf(popup, 'heading')).includes('What to watch next'),
    );
    expect(await readReason(popup)).toContain('This is the article it analyses.');
    await press(popup, 'button', 'Save');
    await until('the analysis is saved', async () => (await namesOf(popup, 'button')).includes('Saved'));
    await popup.close();
    await page.close();
    const library = await reader.open('/library.html');
    await until('the library has it', () =>
      library.evaluate(() => document.body.innerText.includes('Ferry talks resume')),
    );
    await library.close();
  });

  it.runIf(runs)(
    'shows a badge in an open tab once the reader grants access on the welcome page',
    async () => {
      const article = await reader.visit(reader.sample.page('a plain article').address);
      expect((await reader.badge(article)).text).toBe('');
      const welcome = await reader.open('/welcome.html');
      await picture(pageSurface(welcome), name, 'welcome');
      await press(pageSurface(welcome), 'button', 'Light up by itself');
      const isGranted = (): Promise<boolean> =>
        reader.ask((api) => api.permissions.contains({ origins: ['*://*/*'] }));
      if (display) {
        const { x, y } = await display.windowTitled('Welcome to Civic Lens');
        // Chromium ignores clicks on a prompt that has just appeared, and rapid successive clicks.
        await until('the reader has pressed "Allow"', async () => {
          display?.click(x + 715, y + 256);
          return until('access is granted', isGranted, 2000);
        });
      }
      await until('access is granted', isGranted);
      // Chromium hides the button of a newly installed extension.
      const hidden =
        name === 'chromium' ? ' Your browser still hides the button: pin it as shown below.' : '';
      await untilSaid(pageSurface(welcome), `Done.${hidden} Try it on this article`);
      await reader.untilBadge(article, '1');
      // The third click after the installation: the first two were the choice and the browser's prompt.
      const popup = await reader.pressButton(article);
      await untilState(popup, 'matched');
      await untilSaid(popup, 'What to watch next');
      await popup.close();
      const next = await reader.visit(reader.sample.page('two analyses').address);
      await reader.untilBadge(next, '2');
      for (const page of [article, welcome, next]) await page.close();
    },
  );

  // In Firefox, keys that WebDriver sends do not trigger commands. `accessibility.test.ts` tests Firefox's commands.
  it.runIf(runs && name === 'chromium')(
    'saves the analysis when the reader presses the shortcut that the browser assigned',
    async () => {
      const page = await reader.visit(reader.sample.page('a second article of the outlet').address);
      await reader.untilBadge(page, '1');
      await page.bringToFront();
      const saved = await reader.count('saved');
      await page.bringToFront();
      await until('the analysis is saved', async () => {
        display?.press('alt+shift+s');
        return (await reader.count('saved')) === saved + 1;
      });
      await page.close();
    },
  );

  // Chromium would also take back access to the publication, and then ask the reader for it: see `giveBackAllSites`.
  it.runIf(name === 'firefox')(
    'with "Only when I click", gives back the access to all sites but the publication',
    async () => {
      const may = (origin: string): Promise<boolean> =>
        reader.ask((api, wanted) => api.permissions.contains({ origins: [wanted] }), origin);
      const options = await reader.open('/options.html');
      await press(pageSurface(options), 'radio', 'Only when I click');
      await until('access to all sites is gone', async () => !(await may('*://*/*')));
      await until('the publication may still be read', () => may(`${SHIPPED.publication}*`));
      await options.close();
    },
  );
});
