import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { watchPage } from '../lib/page/watch-page.ts';

/** The content script. The browser runs it in every page while automatic mode is on. */
export default defineUnlistedScript(() => watchPage());
