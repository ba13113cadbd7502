import {
  type BrowserName,
  builtExtension,
  OUTLET_PORT,
  SAMPLE_PUBLICATION,
  type Variant,
} from '../../build.ts';
import { type Sample, startSample } from '../../sample/server.ts';
import { launchChromium } from './chromium.ts';
import type { BrowserDriver, LaunchOptions } from './driver.ts';
import { launchFirefox } from './firefox.ts';

/**
 * Starts browsers with the extension and a sample web. Starting takes seconds, so a reader leaves its browser open for
 * the next reader of the same process. The next reader gets a fresh installation of the extension in this browser.
 */

export interface ReaderOptions
  extends Pick<LaunchOptions, 'profile' | 'others' | 'display' | 'preferences' | 'reportsRequests'> {
  readonly variant: Variant;
  /** Folder of the extension, for example an unpacked store package. The default is the built variant. */
  readonly extension?: string;
  /** A sample web that stays open when the reader's browser is closed. The default is a new sample web. */
  readonly sample?: Sample;
  /** Changes the sample web before the extension is installed. */
  readonly prepare?: (sample: Sample) => void;
}

export interface StartedBrowser {
  readonly driver: BrowserDriver;
  readonly sample: Sample;
  /** Leaves the browser for the next reader. Closes a browser that no other reader can use. */
  readonly leave: () => Promise<void>;
}

/**
 * Returns a browser with the extension and a sample web. Reuses a browser that an earlier reader of this process has
 * left. A reader that needs another publication, a profile, a display, preferences, reports of requests, other
 * extensions or a given sample web gets a browser of its own.
 */
export function obtainBrowser(name: BrowserName, options: ReaderOptions): Promise<StartedBrowser> {
  return isOrdinary(options) ? takeBrowser(name, options) : startBrowser(name, options);
}

/** Open browsers that earlier readers have left, keyed by name. They end with this process at the latest. */
const left = new Map<BrowserName, Pick<StartedBrowser, 'driver' | 'sample'>>();

/** Closes the browsers that readers have left. */
export async function closeLeftBrowsers(): Promise<void> {
  for (const { driver, sample } of left.values()) {
    await driver.close();
    await sample.close();
  }
  left.clear();
}

function isOrdinary({
  variant,
  profile,
  others,
  display,
  preferences,
  reportsRequests,
  sample,
}: ReaderOptions): boolean {
  return (
    variant.publication === SAMPLE_PUBLICATION &&
    [profile, others, display, preferences, reportsRequests, sample].every((option) => option === undefined)
  );
}

async function takeBrowser(name: BrowserName, options: ReaderOptions): Promise<StartedBrowser> {
  const { driver, sample } = (await renewed(name, options)) ?? (await startBrowser(name, options));
  const leave = async (): Promise<void> => {
    if (left.has(name)) {
      await driver.close();
      await sample.close();
    } else left.set(name, { driver, sample });
  };
  return { driver, sample, leave };
}

/**
 * Returns a used browser, prepared for the next reader; `undefined` if there is none. A test that failed may have left
 * a browser that cannot be prepared, for example without its first window. That browser is closed.
 */
async function renewed(
  name: BrowserName,
  options: ReaderOptions,
): Promise<Pick<StartedBrowser, 'driver' | 'sample'> | undefined> {
  const used = left.get(name);
  left.delete(name);
  try {
    if (used) await renew(name, used, options);
    return used;
  } catch (error) {
    console.warn('A used browser could not be prepared for the next test:', error);
    return undefined;
  }
}

/**
 * Prepares a used browser for the next reader: closes its pages, resets the sample sites and reinstalls the extension.
 */
async function renew(
  name: BrowserName,
  { driver, sample }: Pick<StartedBrowser, 'driver' | 'sample'>,
  options: ReaderOptions,
): Promise<void> {
  try {
    await closePages(driver);
    sample.reset();
    options.prepare?.(sample);
    await driver.reinstall(extensionOf(name, options));
  } catch (error) {
    await driver.close();
    await sample.close();
    throw error;
  }
}

async function startBrowser(name: BrowserName, options: ReaderOptions): Promise<StartedBrowser> {
  const sample =
    options.sample ??
    (await startSample({ publication: options.variant.publication, outletPort: OUTLET_PORT }));
  options.prepare?.(sample);
  const launch = name === 'firefox' ? launchFirefox : launchChromium;
  const driver = await launch({
    extension: extensionOf(name, options),
    proxyPort: sample.port,
    profile: options.profile,
    headful: options.display !== undefined,
    display: options.display,
    others: options.others,
    preferences: options.preferences,
    reportsRequests: options.reportsRequests,
  });
  return {
    driver,
    sample,
    leave: async () => {
      await driver.close();
      if (!options.sample) await sample.close();
    },
  };
}

function extensionOf(name: BrowserName, { extension, variant }: ReaderOptions): string {
  return extension ?? builtExtension(variant, name);
}

/** Closes all tabs and windows except one new, empty tab. */
async function closePages({ browser }: BrowserDriver): Promise<void> {
  const pages = await browser.pages();
  const empty = await browser.newPage();
  // When the first page of a window is closed, the browser may close the window with all its pages. Closing these pages
  // then fails, which does no harm.
  for (const page of pages) await page.close().catch(() => undefined);
  await empty.bringToFront();
  if ((await empty.evaluate(() => document.visibilityState)) !== 'visible')
    throw new Error('The browser shows no page any more.');
}
