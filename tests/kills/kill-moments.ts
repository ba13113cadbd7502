import type { Page } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import { until } from '../e2e/harness/surface.ts';
import { faultsOf, readStored, type Stored } from './state.ts';

/** What a test kills: a page of the extension (`popup`), the background, or the whole browser. */
export type Victim = 'popup' | 'background' | 'browser';

/** The browser that a test kills and restarts. `reader` uses the present browser, and `open` starts another browser. */
export interface Killed {
  reader: Reader;
  readonly open: () => Promise<Reader>;
}

let state = 0;

/** Sets the seed. The same seed gives the same random numbers. */
export function seedWith(seed: number): void {
  state = seed;
}

/** Returns a random number, at least 0 and less than 1 (mulberry32). */
export function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Kills the victim. Restarts a killed browser. */
export async function kill(killed: Killed, victim: Victim, popup: Page): Promise<void> {
  switch (victim) {
    case 'popup':
      await popup.close();
      return;
    case 'background':
      await killed.reader.killBackground();
      return;
    case 'browser':
      await killed.reader.kill();
      killed.reader = await killed.open();
      await killed.reader.tabs();
  }
}

/**
 * Waits until the database and the second copy agree, and no record is incomplete. First wakes the background with a
 * message, because the background updates the second copy.
 *
 * @param isDone whether the stored data is as expected; the function waits for that too
 * @param within limit (ms); the default is that of `until`
 * @returns the stored data at the end
 */
export async function untilSound(
  { reader }: Killed,
  isDone = (_: Stored): boolean => true,
  within?: number,
): Promise<Stored> {
  await reader.ask((api) => api.runtime.sendMessage({ type: 'libraryChanged' }));
  // Reading the whole second copy takes long if it has thousands of texts. So first wait until nothing is left to copy,
  // and only then read it.
  await until('everything is copied', async () => (await reader.count('uncopied')) === 0, within);
  const look = async (): Promise<Stored> => {
    const stored = await readStored(reader);
    const faults = [...faultsOf(stored), ...stored.uncopied.map((key) => `not copied: ${key}`)];
    if (faults.length > 0) throw new Error(faults.join('; '));
    if (!isDone(stored)) throw new Error(JSON.stringify(stored));
    return stored;
  };
  return until('the database and the second copy agree', look, within);
}

/** Prints the results of one kind of kills. Returns the number of failures. */
export function printKind(what: string, kills: number, outcome: string, failures: readonly string[]): number {
  console.log(
    `${failures.length === 0 ? '✓' : '✗'} ${what}: ${kills} kills, ${outcome}, ${failures.length} failures`,
  );
  for (const failure of failures) console.log(`    ${failure}`);
  return failures.length;
}
