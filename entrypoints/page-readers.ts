import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import * as siteReaders from '../lib/publication/site/site-readers.ts';

/** The site readers: of feeds, sitemaps and pages. A separate script, which the background loads when it needs them. */
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { siteReaders });
});
