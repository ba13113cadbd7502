import type { Page } from 'puppeteer-core';
import type { Reader } from './reader.ts';
import { namesOf, press, type Surface, textOf, until, untilState } from './surface.ts';

/**
 * Presses the toolbar button on a page, waits for a state of the popup, and returns the popup's headings and text. In
 * the state `matched`, the text includes the reason of the match.
 */
export async function readPopup(
  reader: Reader,
  page: Page,
  state: string,
): Promise<{ readonly headings: readonly string[]; readonly words: string }> {
  const popup = await reader.pressButton(page);
  await untilState(popup, state);
  const words = state === 'matched' ? await readReason(popup) : await textOf(popup);
  const said = { headings: await namesOf(popup, 'heading'), words };
  await popup.close();
  await page.bringToFront();
  return said;
}

/**
 * Asks the background what the popup would show for a page, without opening the popup: its state, and the headlines of
 * the offered analyses.
 */
export async function viewOf(
  reader: Reader,
  page: Page,
): Promise<{ readonly state: string; readonly headlines: readonly string[] }> {
  const view = await reader.query('viewTab', await reader.tabId(page), false);
  const offered = 'matches' in view ? view.matches : [];
  return { state: view.state, headlines: offered.map(({ card }) => card.headline) };
}

/**
 * Waits until the popup of a tab would show one analysis. Waiting for the badge is not enough, because the badge
 * appears before the tab record is written.
 */
export async function untilMatched(reader: Reader, page: Page, headline: string): Promise<void> {
  await until(`the popup would show "${headline}"`, async () => {
    const view = await viewOf(reader, page);
    if (view.state === 'matched' && view.headlines.join() === headline) return true;
    throw new Error(`it would show ${JSON.stringify(view)}`);
  });
}

/** Opens the reason why the popup shows its analysis, and returns the text of the popup. */
export async function readReason(popup: Surface, label = 'This article'): Promise<string> {
  await press(popup, 'button', label);
  await until('the reason is shown', async () => {
    const shown = await popup.run((document) => [
      document.getElementById('match-reason') !== null,
      document.activeElement?.outerHTML.slice(0, 200),
    ]);
    if (shown?.[0]) return true;
    throw new Error(`the focus is on ${shown?.[1]}`);
  });
  return textOf(popup);
}

/** Opens the side panel by the button in the popup of a page that has an analysis. */
export async function openSidePanel(reader: Reader, page: Page): Promise<Surface> {
  const popup = await reader.pressButton(page);
  await untilState(popup, 'matched');
  await press(popup, 'button', 'Open beside the page');
  return reader.sidePanel();
}
