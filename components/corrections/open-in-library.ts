import { browser } from '../../lib/browser/browser.ts';
import { hashOfPlace } from '../../lib/tab/library-address.ts';

/** Opens an analysis in the library, in a new tab, and closes the popup. */
export async function openInLibrary(id: string, text: string | undefined): Promise<void> {
  const hash = hashOfPlace({ analysis: id, ...(text === undefined ? {} : { text }) });
  await browser.tabs.create({ url: browser.runtime.getURL(`/library.html${hash}`) });
  close();
}
