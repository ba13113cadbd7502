import type { Reader } from '../e2e/harness/reader.ts';
import { generatedSource } from './generate.ts';
import { type Measured, measured, quantile } from './report.ts';

/** Number of links on a home page, all to hosts of the index. */
const LINKS = 500;
const TIMES = 9;

/**
 * Times the query for the stories linked on a home page. The time includes the script in the page, the look-up in the
 * background, which is already awake, and both messages.
 *
 * @param cards number of cards of the index
 */
export async function linkedStoriesTimes(reader: Reader, cards: number): Promise<Measured[]> {
  // The stories on a home page are from the last days. A page with links to all months makes the query read the whole
  // index.
  const recent = await timesOf(reader, (n) => (n % 10 === 0 ? n % 300 : undefined));
  const archive = await timesOf(reader, (n) => (n * 7919) % cards);
  return [
    measured('stories behind 500 links, median', quantile(recent, 0.5), '50 of this month'),
    measured('stories behind 500 links, median', quantile(archive, 0.5), 'all, of all months'),
  ];
}

/**
 * Times the query.
 * @param analysed returns the number of the card whose article the link `n` leads to; `undefined` if the article has no
 *   analysis
 */
async function timesOf(reader: Reader, analysed: (n: number) => number | undefined): Promise<number[]> {
  const { address } = reader.sample.page('home of harbour-courier');
  const links = Array.from({ length: LINKS }, (_, n) => {
    const card = analysed(n);
    const href =
      card === undefined
        ? `https://www.outlet-${n % 400}.example/world/2026/07/nobody-analysed-${n}`
        : generatedSource(card);
    return `<li><a href="${href}"><img alt=""></a><h3><a href="${href}">Story ${n} of the day</a></h3></li>`;
  });
  reader.sample.replacedPages.set(address, `<!doctype html><title>Home</title><ul>${links.join('')}</ul>`);
  const page = await reader.visit(address);
  const tab = await reader.tabId(page);
  const times: number[] = [];
  for (let n = 0; n < TIMES; n++) times.push(await reader.ask(timed, tab));
  await page.close();
  reader.sample.replacedPages.delete(address);
  return times;
}

// biome-ignore lint/suspicious/noExplicitAny: the browser's own API
async function timed(api: any, tab: number): Promise<number> {
  const start = performance.now();
  const found = await api.runtime.sendMessage({ type: 'query', name: 'linkedStories', args: [tab] });
  const time = performance.now() - start;
  if (found.state !== 'found')
    throw new Error(`the query for linked stories returned ${JSON.stringify(found)}`);
  return time;
}
