// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, openPage, press, settled } from './open-page.ts';
import { BACK, ferryPage, on, POPUP } from './panel/popup-page.ts';
import { REASON, WRONG } from './reading.ts';

/** Tests that newer answers replace those that the popup received when it opened. */

beforeEach(freshDevice);
afterEach(closePage);

it('the popup never shows "Save" again after the reader has saved the analysis', async () => {
  await on(ferryPage())();
  await openPage(POPUP);
  await press('button "Save"');
  await control('button "Saved"');
  await press(REASON.replace(' collapsed', ''));
  await press(WRONG);
  await settled();
  const shown = new Set<string>();
  const observer = new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('.save > button, .save .is-saved'))
      shown.add(textContent);
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  await press(BACK);
  await settled();
  observer.disconnect();
  expect([...shown]).toEqual(['Saved']);
});
