import { browser } from '../browser/browser.ts';

const PROBE = 'write-probe';
const PROBE_BYTES = 4096;

/**
 * Probes whether a few kilobytes can be written. The probe writes to `storage.local`, which is stored beside the
 * database and keeps its content on a full disk.
 */
export async function canWrite(): Promise<boolean> {
  try {
    await browser.storage.local.set({ [PROBE]: crypto.randomUUID().repeat(Math.ceil(PROBE_BYTES / 36)) });
    return true;
  } catch {
    return false;
  } finally {
    // If the removal fails, the next probe overwrites this one.
    await browser.storage.local.remove(PROBE).catch(() => undefined);
  }
}
