import type { Page } from 'puppeteer-core';
import type { Reader } from './reader.ts';
import { namesOf, textOf, untilState } from './surface.ts';

/** Presses the toolbar button on a page and reads what the popup says, once its state is the expected one. */
export async function readPopup(
  reader: Reader,
  page: Page,
  state: string,
): Promise<{ readonly headings: readonly string[]; readonly words: string }> {
  const popup = await reader.pressButton(page);
  await untilState(popup, state);
  const said = { headings: await namesOf(popup, 'heading'), words: await textOf(popup) };
  await popup.close();
  await page.bringToFront();
  return said;
}
