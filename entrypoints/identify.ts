import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { loadedAs } from '../lib/detect/watch-page.ts';
import { readIdentity } from '../lib/identity/read-identity.ts';

/** Runs once in the page that the reader asks about, and answers what the page says it is. */
export default defineUnlistedScript(() => readIdentity(document, location.href, loadedAs()));
