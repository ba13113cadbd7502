import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { AS_INSTALLED, type BrowserName, buildExtension, GRANTED, type Variant } from '../build.ts';
import type { Colours } from '../e2e/harness/driver.ts';
import { openReadyReader, PROBE_PAGE, type Reader } from '../e2e/harness/reader.ts';
import { closeLeftBrowsers } from '../e2e/harness/started-browsers.ts';
import { readArguments, runScript } from '../full-disk/scripted-run.ts';
import { articleOf, publishUnusual } from './articles.ts';
import { type AxeRules, axeFaults, layoutFaults } from './checks.ts';
import { extensionIn, LANGUAGES, type Language } from './languages.ts';
import { type Picture, writeIndex, writeSheet } from './sheet.ts';
import { SURFACES, type Surface } from './surfaces.ts';

/**
 * Takes pictures of every page and state of the extension: in light and dark, with more contrast and in forced colours,
 * in several widths, and in invented languages. A script checks the page of each picture: the page must not scroll
 * sideways, no text may be cut off, overlap or be too small, and axe must find no violation.
 *
 *   npm run contact-sheet [chromium|firefox] [part of a surface's name …]
 *
 * The pictures are in `.output/contact-sheet/<browser>/`: one sheet for each surface, and `index.html` with all of
 * them. The command fails if a check fails. A person must still look at the pictures.
 */

const FOLDER = '.output/contact-sheet';

/** A size of the window (CSS px). */
type Size = readonly [width: number, height: number];

/** Height of a window that also shows what a popup's window would cut off (CSS px). */
const WHOLE_HEIGHT = 1600;
/**
 * The sizes of the pictures of a surface. `more` are taken only in English and in light colours. 400 × 300 is a popup
 * at 200 % zoom. 320 × 256 is a window of 1280 × 1024 at 400 % zoom.
 */
const SIZES: Readonly<Record<Surface['form'], { readonly usual: Size[]; readonly more: Size[] }>> = {
  panel: {
    usual: [
      [320, 600],
      [400, 600],
      [800, 600],
    ],
    more: [
      [400, 300],
      [320, 256],
      [400, WHOLE_HEIGHT],
    ],
  },
  page: {
    usual: [
      [320, 700],
      [800, 700],
      [1280, 800],
    ],
    more: [
      [640, 400],
      [320, 256],
    ],
  },
};
/** A page in a window of at most this height (CSS px) represents a zoomed page. Its picture shows only the window. */
const ZOOMED_HEIGHT = 400;
const COLOURS: readonly Colours[] = ['light', 'dark', 'contrast', 'forced'];
/** The axe rules whose result depends on colours. All other rules give the same result in light and dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** The axe rules that a loading page breaks, because it has no heading yet. */
const HEADING_RULES = ['page-has-heading-one'];

const { browsers, rest: wanted } = readArguments();
for (const part of wanted)
  if (!SURFACES.some(({ name }) => name.includes(part))) {
    console.error(
      `No surface has "${part}" in its name. There are: ${SURFACES.map(({ name }) => name).join('; ')}.`,
    );
    process.exit(1);
  }
const surfaces = SURFACES.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);

await runScript(browsers, async (name) => {
  const folder = `${FOLDER}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  const faults: string[] = [];
  const pictures = new Map<string, Picture[]>(surfaces.map((surface) => [surface.name, []]));
  if (surfaces.some(({ variant }) => variant === AS_INSTALLED)) await buildExtension(AS_INSTALLED, name);
  for (const language of LANGUAGES)
    for (const variant of [GRANTED, AS_INSTALLED]) {
      const shown = surfaces.filter((surface) => surface.variant === variant);
      if (shown.length === 0) continue;
      const reader = await openFilledReader(name, language, variant);
      for (const surface of shown)
        faults.push(...(await take(reader, surface, language, folder, pictures.get(surface.name) ?? [])));
      await reader.close();
    }
  const reader = await openReadyReader(name);
  for (const [title, taken] of pictures) await writeSheet(reader, folder, title, taken);
  await reader.close();
  await closeLeftBrowsers();
  // If no surface opened, there is no picture, and the folder does not exist yet.
  mkdirSync(folder, { recursive: true });
  writeIndex(folder, pictures);
  writeFileSync(`${folder}/faults.txt`, faults.map((fault) => `${fault}\n`).join(''));
  for (const fault of faults) console.log(`✗ ${fault}`);
  const count = [...pictures.values()].flat().length;
  console.log(`${count} pictures in ${folder}/, ${faults.length} faults.`);
  return faults.length;
});

/** Opens a reader with an index and, in automatic mode, with some saved analyses. */
async function openFilledReader(name: BrowserName, language: Language, variant: Variant): Promise<Reader> {
  const reader = await openReadyReader(name, {
    variant,
    extension: extensionIn(language, variant, name),
    prepare: publishUnusual,
  });
  // Without access to all sites, only the clicked page can be saved.
  if (variant === AS_INSTALLED) return reader;
  const { sample } = reader;
  for (const address of [
    sample.page('a desktop host').address,
    sample.page('a second article of the outlet').address,
    ...['long-headline', 'no-lens', 'chinese', 'arabic'].map(articleOf),
  ]) {
    const article = await reader.visit(address);
    await reader.untilBadge(article, '1');
    await reader.command(article, 'save');
    await article.close();
  }
  return reader;
}

/** Takes the pictures of a surface, and returns the faults that the checks found. */
async function take(
  reader: Reader,
  surface: Surface,
  language: Language,
  folder: string,
  pictures: Picture[],
): Promise<string[]> {
  const faults: string[] = [];
  let page: Page;
  try {
    page = await surface.open(reader);
  } catch (error) {
    return [`${language} · ${surface.name}: ${error instanceof Error ? error.message : error}`];
  }
  const { usual, more } = SIZES[surface.form];
  for (const colours of language === 'english' ? COLOURS : (['light'] as const)) {
    await reader.setColours(page, colours);
    const sizes = language !== 'english' || colours !== 'light' ? usual : [...usual, ...more];
    for (const [width, height] of sizes) {
      await reader.resize(page, width, height);
      const what = `${language} · ${surface.name} · ${colours} · ${width} × ${height}`;
      faults.push(...(await layoutFaults(page)).map((fault) => `${what}: ${fault}`));
      const file = `${[surface.name, language, colours, `${width}x${height}`].join('-').replaceAll(/[ ,]+/g, '-')}.png`;
      mkdirSync(`${folder}/pictures`, { recursive: true });
      await page.evaluate(finishAnimations);
      await page.screenshot({
        path: `${folder}/pictures/${file}` as `${string}.png`,
        // A popup scrolls inside its window, so the picture shows only the window.
        fullPage: surface.form === 'page' && height > ZOOMED_HEIGHT,
        // In the part of a picture beyond the window, Chromium shifts right-to-left documents sideways.
        captureBeyondViewport: language !== 'mirrored',
      });
      pictures.push({
        file: `pictures/${file}`,
        title: what,
        row: `${language} ${colours}${height === WHOLE_HEIGHT ? ' whole' : ''}`,
        width,
      });
    }
    const found = await axeFaults(page, rulesFor(surface, language, colours));
    faults.push(...found.map((fault) => `${language} · ${surface.name} · ${colours}: ${fault}`));
  }
  await reader.setColours(page, 'light');
  for (const open of await reader.browser.pages())
    if (!(await isKept(reader, open))) await open.close().catch(() => undefined);
  return faults;
}

/** Returns the options for axe. Forced colours are the reader's choice, so axe does not check their contrast. */
function rulesFor({ name }: Surface, language: Language, colours: Colours): AxeRules {
  if (colours === 'forced')
    return { without: ['color-contrast', ...(name === 'loading' ? HEADING_RULES : [])] };
  if (colours === 'dark' || colours === 'contrast') return { only: COLOUR_RULES };
  // This rule requires that a control's accessible name contain its visible label. A lengthened name does not.
  const without = language === 'longer' ? ['label-content-name-mismatch'] : [];
  return { without: [...without, ...(name === 'loading' ? HEADING_RULES : [])] };
}

/** Whether the page must stay open: the harness makes its own calls in it, or it is an empty tab. */
async function isKept(reader: Reader, page: Page): Promise<boolean> {
  // In Firefox, Puppeteer does not know the address of a page of the extension.
  const address = await page.evaluate(() => location.href).catch(() => undefined);
  return (
    [PROBE_PAGE, '/library.html'].some((path) => address === reader.address(path)) ||
    address === 'about:blank'
  );
}

/** Runs in the page. Ends all finite animations immediately, so that a picture shows no intermediate colour. */
function finishAnimations(): void {
  for (const animation of document.getAnimations())
    if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
}
