import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { loadedAs } from '../lib/detect/watch-page.ts';
import { readHead, readIdentity } from '../lib/identity/read-identity.ts';

/** Runs once in the page that the reader asks about, and answers what the page says it is. */
export default defineUnlistedScript(() => {
  const head = readHead(document);
  return readIdentity(document, location.href, loadedAs(head), head);
});
