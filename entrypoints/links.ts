import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readLinks } from '../lib/page/read-links.ts';

/** The part of the extension API that the script uses. */
interface Api {
  readonly runtime?: unknown;
  readonly storage: { readonly local: { get(keys: readonly string[]): Promise<Record<string, unknown>> } };
}

/**
 * Runs once in a page when the reader asks which of the linked stories have an analysis. Returns the links to hosts
 * that the index lists.
 */
export default defineUnlistedScript(() => {
  const scope = globalThis as { browser?: Api; chrome?: Api };
  const api = scope.browser?.runtime ? scope.browser : scope.chrome;
  return readLinks(document, async (keys) => (await api?.storage.local.get(keys)) ?? {});
});
