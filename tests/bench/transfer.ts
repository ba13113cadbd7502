import type { Page } from 'puppeteer-core';
import { GRANTED } from '../build.ts';
import { openReader } from '../e2e/harness/reader.ts';
import { bundled } from './bundle.ts';
import { heapPeak } from './heap.ts';
import { NEUTRAL } from './index-speed.ts';
import type { Measured } from './report.ts';

/** Number of saved analyses, of 900 words each. */
const SAVED = 2000;
/** Number of saved analyses in the stress test. */
const MANY = 10_000;

/** Kinds of foreign files of 30 MB. */
const FOREIGN = ['bookmarks', 'csv', 'json', 'unclosed'] as const;

/** The forms of export that contain analyses, some with a budget of their own (ms). */
const FORMS: readonly (readonly [form: string, budget?: number])[] = [
  ['json', 500],
  ['markdown', 1500],
  ['csv'],
  ['highlights'],
  ['bookmarks'],
  ['html'],
];

/**
 * Times exports of 2,000 saved analyses in each form, their cancellation, and the import of the JSON. Then times the
 * import of 10,000 analyses from JSON, and the reading of foreign files of 30 MB.
 */
export async function measureTransfer(): Promise<Measured[]> {
  const reader = await openReader('chromium', { variant: GRANTED });
  try {
    await reader.untilIndex();
    const page = await reader.open(NEUTRAL);
    await page.evaluate(await bundled('tests/bench/in-page.ts', 'inPage'));
    await page.evaluate(await bundled('tests/bench/transfer-in-page.ts', 'transferInPage'));
    await page.evaluate(`bench.save(${SAVED})`);
    const lines: Measured[] = [];
    for (const [form, budget] of FORMS) {
      const peak = await heapPeak(page);
      const { time, bytes } = (await page.evaluate(`transferBench.write('${form}')`)) as Timed;
      const heap = await peak();
      const wait = Number(await page.evaluate(`transferBench.cancel('${form}')`));
      lines.push(
        { what: `export of ${SAVED} as ${form}`, value: time, unit: 'ms', ...(budget ? { budget } : {}) },
        { what: '  size of the file', value: bytes / 1e6, unit: 'MB' },
        { what: '  heap above the start, highest', value: heap / 1e6, unit: 'MB', budget: 80 },
        { what: '  until it ends after a cancel', value: wait, unit: 'ms', budget: 100 },
      );
    }
    lines.push(...(await measureImport(page, SAVED, 4000)));
    await page.evaluate(`bench.save(${MANY})`);
    lines.push(...(await measureImport(page, MANY, 20_000)));
    for (const kind of FOREIGN) lines.push(...(await measureForeign(page, kind)));
    return lines;
  } finally {
    await reader.close();
  }
}

/** Exports the whole library as JSON, and times the import of that file into an empty library. */
async function measureImport(page: Page, saved: number, budget: number): Promise<Measured[]> {
  await page.evaluate(`transferBench.write('json')`);
  const peak = await heapPeak(page);
  const { time, added } = (await page.evaluate('transferBench.read()')) as Timed & { added: number };
  if (added !== saved) throw new Error(`${added} analyses were imported, not ${saved}.`);
  return [
    { what: `import of ${saved} from JSON`, value: time, unit: 'ms', budget },
    { what: '  heap above the start, highest', value: (await peak()) / 1e6, unit: 'MB', budget: 80 },
  ];
}

async function measureForeign(page: Page, kind: (typeof FOREIGN)[number]): Promise<Measured[]> {
  const { time, longest, wait } = (await page.evaluate(`transferBench.readForeign('${kind}')`)) as {
    time: number;
    longest: number;
    wait: number;
  };
  return [
    { what: `a foreign file of 30 MB read, ${kind}`, value: time, unit: 'ms' },
    { what: '  longest time without reaction to input', value: longest, unit: 'ms', budget: 100 },
    { what: '  until it ends after a cancel', value: wait, unit: 'ms', budget: 100 },
  ];
}

interface Timed {
  readonly time: number;
  readonly bytes: number;
}
