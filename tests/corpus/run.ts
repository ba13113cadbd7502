import type { Page } from 'puppeteer-core';
import { foldHost } from '../../lib/address/hosts.ts';
import { type BrowserName, buildExtension, GRANTED, OUTLET_PORT, SAMPLE_PUBLICATION } from '../build.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { until } from '../e2e/harness/surface.ts';
import { placeOf, startSample } from '../sample/server.ts';
import { hasCorpus, NO_CORPUS, pageBytes } from './corpus.ts';
import { type ReadPage, readPages, type Share, shareOf } from './measure.ts';
import { halfIndexed, wholeWay } from './measure-matching.ts';
import { indexOf } from './served-index.ts';

/**
 * Tests detection on real pages in real browsers. The index contains half of the articles. The script visits every page
 * at the address from which it was saved, and reads the badge. `npm run corpus` visits all pages in Chromium and 200 in
 * Firefox; `npm run corpus -- firefox 50` visits 50 in Firefox. Fails if a figure is below its limit.
 */

const [only, most] = process.argv.slice(2);
const RUNS: readonly [BrowserName, number][] =
  only === 'chromium' || only === 'firefox'
    ? [[only, Number(most ?? Number.POSITIVE_INFINITY)]]
    : [
        ['chromium', Number.POSITIVE_INFINITY],
        ['firefox', 200],
      ];

if (!hasCorpus()) {
  console.log(NO_CORPUS);
  process.exit(1);
}
const pages = readPages();
const index = halfIndexed(pages);
/** The hosts of all source addresses in the index. */
const hosts = [
  ...new Set(index.cards.flatMap(({ sources }) => sources.map(({ url }) => foldHost(new URL(url).hostname)))),
];
let isGood = true;
for (const [browser, limit] of RUNS) {
  const every = Math.max(1, pages.length / limit);
  const some = pages.filter((_, n) => Math.floor(n / every) !== Math.floor((n - 1) / every));
  isGood = (await visitAll(browser, some)) && isGood;
}
process.exit(isGood ? 0 : 1);

/** Visits pages one after the other in one tab, and prints the results. Returns whether the results are good enough. */
async function visitAll(name: BrowserName, visited: readonly ReadPage[]): Promise<boolean> {
  await buildExtension(GRANTED, name);
  const sample = await startSample({ publication: SAMPLE_PUBLICATION, outletPort: OUTLET_PORT });
  sample.publishSite(indexOf(SAMPLE_PUBLICATION, index.cards));
  const reader = await openReader(name, { variant: GRANTED, sample });
  const lit = new Map<ReadPage, boolean>();
  const lost: string[] = [];
  try {
    await reader.untilIndex();
    await reader.ask(listen);
    const tab = await reader.visit(sample.page('a plain article').address);
    const id = await reader.tabId(tab);
    for (const [n, page] of visited.entries()) {
      if (n > 0 && n % 250 === 0) console.log(`${name}: ${n} of ${visited.length}`);
      try {
        lit.set(page, await lights(reader, tab, id, page));
      } catch (error) {
        lost.push(`${page.address}: ${String(error)}`);
      }
    }
    const woken = new Set(await reader.ask(heard));
    return report(name, visited, lit, woken, lost);
  } finally {
    await reader.close();
    await sample.close();
  }
}

/** Visits a page. Returns whether the badge shows a number. */
async function lights(reader: Reader, tab: Page, id: number, page: ReadPage): Promise<boolean> {
  const { charset } = page.record;
  reader.sample.saved.clear();
  reader.sample.saved.set(placeOf(page.address), {
    ...(charset ? { charset } : {}),
    body: pageBytes(page.record),
  });
  if (placeOf(tab.url()) === placeOf(page.address)) await tab.goto('about:blank');
  await tab.goto(page.address, { waitUntil: 'load', timeout: 20_000 });
  // The script reads the page in an idle callback, and the browser runs idle callbacks in the order of their requests.
  const address = await tab.evaluate(
    () =>
      new Promise<string>((resolve) =>
        requestIdleCallback(() => requestIdleCallback(() => resolve(location.href))),
      ),
  );
  if (placeOf(address) !== placeOf(page.address)) throw new Error(`it went to ${address} by itself`);
  const shown = await until(
    'the tab record names the page, and the badge agrees with it',
    async () => {
      const { record, badge } = await reader.ask(shownOf, id);
      const matches = record?.address === address ? record.sure.length : undefined;
      const isSettled =
        matches === undefined ? !mayConcern(page) : badge === (matches ? String(matches) : '');
      return isSettled && { badge };
    },
    3000,
  ).catch(() => reader.ask(shownOf, id));
  return shown.badge !== '';
}

/** Returns the badge and the record of a tab. Runs in a page of the extension. */
async function shownOf(
  // biome-ignore lint/suspicious/noExplicitAny: the browser's own interface
  api: any,
  id: number,
): Promise<{ badge: string; record?: { address: string; sure: readonly unknown[] } }> {
  const key = `tab:${id}`;
  const [badge, records] = await Promise.all([
    api.action.getBadgeText({ tabId: id }),
    api.storage.session.get(key),
  ]);
  return { badge, record: records[key] };
}

/**
 * Runs in the extension. Records the address of each page whose content script sends its identity; `heard` returns the
 * recorded addresses.
 */
// biome-ignore lint/suspicious/noExplicitAny: the browser's own interface
function listen(api: any): void {
  const addresses: string[] = [];
  Object.assign(globalThis, { addresses });
  api.runtime.onMessage.addListener((message: { type?: string; identity?: { address: string } }) => {
    if (message.type === 'page') addresses.push(message.identity?.address ?? '');
  });
}

function heard(): string[] {
  return (globalThis as { addresses?: string[] }).addresses ?? [];
}

/**
 * Whether any address of a page contains a host of the index. It deliberately does not use the product's own function.
 */
function mayConcern({ address, record, identity }: ReadPage): boolean {
  const { canonical, ogUrl, badClaims } = record;
  const addresses = [
    address,
    canonical,
    ogUrl,
    ...record.identity,
    ...badClaims.map(({ value }) => value),
    ...identity.claims.map((claim) => claim.address),
  ];
  return addresses.some((one) => one && hosts.some((host) => one.toLowerCase().includes(host)));
}

function report(
  name: BrowserName,
  visited: readonly ReadPage[],
  lit: ReadonlyMap<ReadPage, boolean>,
  woken: ReadonlySet<string>,
  lost: readonly string[],
): boolean {
  const looked = visited.filter((page) => lit.has(page));
  const figures = wholeWay(
    looked,
    index.isKnown,
    (page) => lit.get(page) === true,
    ({ address }) => address,
  );
  const woke = looked.filter(({ address }) => woken.has(new URL(address).href));
  const needless = woke.filter((page) => !mayConcern(page));
  const { inIndex, notInIndex, nonArticles } = figures;
  const rows: readonly [string, Share, number][] = [
    ['in the index: the badge lights', inIndex, 0.99],
    ['not in the index: it stays empty', notInIndex, 1],
    ['no article: it stays empty', nonArticles, 1],
  ];
  console.log(`\n${name}: ${looked.length} pages, ${index.cards.length} articles in the index`);
  for (const [what, share, least] of rows) {
    const part = shareOf(share);
    console.log(
      `${part >= least ? '✓' : '✗'} ${what.padEnd(36)} ${share.good} of ${share.of} (${(part * 100).toFixed(1)} %)`,
    );
    for (const miss of share.misses) console.log(`    ${miss}`);
  }
  console.log(
    `${needless.length === 0 ? '✓' : '✗'} woke the background: ${woke.length}, of them needlessly: ${needless.length}`,
  );
  for (const { address } of needless) console.log(`    ${address}`);
  if (lost.length > 0) console.log(`  not measured: ${lost.length}\n    ${lost.join('\n    ')}`);
  return (
    rows.every(([, share, least]) => shareOf(share) >= least) &&
    needless.length === 0 &&
    lost.length <= visited.length / 100
  );
}
