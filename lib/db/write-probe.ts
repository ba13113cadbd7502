import { browser } from '../browser/browser.ts';
import { reportUnexpected } from '../browser/listener-errors.ts';
import { isProgrammingError } from './failures.ts';

const PROBE = 'write-probe';
const PROBE_BYTES = 4096;

/**
 * Tests whether a few kilobytes can be written. Writes them to `storage.local`, which is on the same disk as the
 * database and keeps its content when the disk is full.
 */
export async function canWrite(): Promise<boolean> {
  try {
    await browser.storage.local.set({ [PROBE]: crypto.randomUUID().repeat(Math.ceil(PROBE_BYTES / 36)) });
    return true;
  } catch (error) {
    if (isProgrammingError(error)) reportUnexpected('test the disk', error);
    return false;
  } finally {
    // If the removal fails, the next probe overwrites this one.
    await browser.storage.local.remove(PROBE).catch(() => undefined);
  }
}
