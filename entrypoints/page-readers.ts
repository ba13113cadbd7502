import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import * as pageReaders from '../lib/publication/site/page-readers.ts';

/** The background loads this when it reads a feed, a sitemap or a page. */
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { pageReaders });
});
