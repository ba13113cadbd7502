import type { Page } from 'puppeteer-core';
import { GRANTED } from '../build.ts';
import { openReader } from '../e2e/harness/reader.ts';
import { FOREIGN, FORMS, importOf, manyAs, STRESS, USUAL } from './budgets.ts';
import { bundled } from './bundle.ts';
import { heapPeak } from './heap.ts';
import { NEUTRAL } from './index-speed.ts';
import { type Measured, measured } from './report.ts';

/** Number of saved analyses, of 900 words each. */
const SAVED = 2000;
/** Number of saved analyses in the stress test. */
const MANY = 10_000;
const MEMORY = 'export and import, heap and buffers above rest at their peak';
const CANCEL = 'export and import, from cancel to end';

/**
 * Times exports of 2,000 saved analyses in each form, their cancellation, and the import of the JSON. Then times the
 * Markdown export and the JSON import of 10,000 analyses, and the reading of foreign files of 30 MB.
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
    for (const form of FORMS) lines.push(...(await measureExport(page, form, USUAL)));
    lines.push(...(await measureImport(page, SAVED, USUAL)));
    await page.evaluate(`bench.save(${MANY})`);
    lines.push(...(await measureExport(page, 'markdown', STRESS)));
    lines.push(...(await measureImport(page, MANY, STRESS)));
    for (const kind of FOREIGN) lines.push(...(await measureForeign(page, kind)));
    return lines;
  } finally {
    await reader.close();
  }
}

/** Exports the whole library. Then exports it again, and cancels that export. */
async function measureExport(page: Page, form: (typeof FORMS)[number], saved: string): Promise<Measured[]> {
  const peak = await heapPeak(page);
  const { time, bytes } = (await page.evaluate(`transferBench.write('${form}')`)) as Timed;
  const memory = await peak();
  const wait = Number(await page.evaluate(`transferBench.cancel('${form}')`));
  const of = saved === USUAL ? form : manyAs(form);
  return [
    exportTime(form, time, saved),
    { what: '  size of the file', value: bytes / 1e6, unit: 'MB' },
    measured(MEMORY, memory / 1e6, of),
    measured(CANCEL, wait, of),
  ];
}

function exportTime(form: (typeof FORMS)[number], time: number, saved: string): Measured {
  if (form === 'markdown') return measured('export as Markdown zip', time, saved);
  return form === 'json'
    ? measured('export as JSON', time)
    : { what: `export as ${form}`, value: time, unit: 'ms' };
}

/**
 * Exports the whole library as JSON, and imports the file into an empty library. Then imports it again, and cancels
 * that import.
 */
async function measureImport(page: Page, count: number, saved: string): Promise<Measured[]> {
  await page.evaluate(`transferBench.write('json')`);
  const peak = await heapPeak(page);
  const { time, added, reports } = (await page.evaluate('transferBench.read()')) as Imported;
  const memory = await peak();
  const wait = Number(await page.evaluate('transferBench.cancelRead()'));
  if (added !== count) throw new Error(`${added} analyses were imported, not ${count}.`);
  return [
    measured('import of JSON', time, saved),
    measured('import of JSON, reports of progress before its end', reports, saved),
    measured(MEMORY, memory / 1e6, importOf(saved)),
    measured(CANCEL, wait, importOf(saved)),
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
    measured('foreign file, longest time without reaction to input', longest, kind),
    measured('foreign file, from cancel to end', wait, kind),
  ];
}

interface Timed {
  readonly time: number;
  readonly bytes: number;
}

interface Imported {
  readonly time: number;
  readonly added: number;
  /** Number of reports of progress before the end of the file. */
  readonly reports: number;
}
