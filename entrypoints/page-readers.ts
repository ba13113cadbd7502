import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import * as pageReaders from '../lib/publication/site/page-readers.ts';

/** The readers of feeds, sitemaps and pages. A separate script, which the background loads when it needs them. */
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { pageReaders });
});
