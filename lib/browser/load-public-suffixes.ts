import type { PublicSuffixes } from '../address/public-suffixes.ts';
import { SUFFIXES_FILE } from '../address/suffixes-file.ts';
import { browser } from './browser.ts';

/**
 * The result of the first call. It stays valid, because a file of the extension does not change while the extension
 * runs.
 */
let list: Promise<PublicSuffixes> | undefined;

/**
 * Reads the Public Suffix List from the extension's package. Only the first call reads the file; after a failure, the
 * next call tries again.
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
