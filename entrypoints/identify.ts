import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readHead, readIdentity } from '../lib/page/read-identity.ts';
import { addressWhenLoaded } from '../lib/page/watch-page.ts';

/** Runs once in a page, for example when the reader clicks the button. Returns the identity of the page. */
export default defineUnlistedScript(() => {
  const head = readHead(document);
  return readIdentity(document, location.href, addressWhenLoaded(head), head);
});
