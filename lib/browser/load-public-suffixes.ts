import type { PublicSuffixes } from '../address/public-suffixes.ts';
import { SUFFIXES_FILE } from '../address/suffixes-file.ts';
import { browser } from './browser.ts';

/** The list once it was read: the extension's own file, which nothing changes while it runs. */
let list: Promise<PublicSuffixes> | undefined;

/**
 * Reads the Public Suffix List from the extension's own package, the first time that two hosts must be compared by
 * it.
 */
export function publicSuffixes(get: typeof fetch = fetch): Promise<PublicSuffixes> {
  list ??= readList(get).catch((error: unknown) => {
    list = undefined;
    throw error;
  });
  return list;
}

async function readList(get: typeof fetch): Promise<PublicSuffixes> {
  const packed = await get(browser.runtime.getURL(`/${SUFFIXES_FILE}`));
  if (!packed.ok || !packed.body) throw new Error(`${SUFFIXES_FILE}: ${packed.status}`);
  return new Response(packed.body.pipeThrough(new DecompressionStream('gzip'))).text();
}
