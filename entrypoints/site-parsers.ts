import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import * as siteParsers from '../lib/sync/site-parsers.ts';

/**
 * The parsers of feeds, sitemaps and pages, in a separate script. The background loads it when it needs the parsers.
 */
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { siteParsers });
});
