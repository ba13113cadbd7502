// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { corrections, detectCorrections, keepOwnText } from '../../../lib/library/corrections.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { takeNewText } from '../../../lib/library/take-new-text.ts';
import { browser } from '../../unit/fake-browser.ts';
import { pageAt, visit } from '../browser-and-tab.ts';
import { save } from '../database.ts';
import { freshDevice } from '../fresh-device.ts';
import { failToWrite } from '../library/library-page.ts';
import { closePage, control, openPage, press } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY, FERRY_PAGE } from '../sample-cards.ts';
import { readPage } from '../shown.ts';
import { DAY, NOW } from '../times.ts';
import {
  BACK,
  COMPARED,
  correct,
  hasControl,
  KEEP,
  LINE,
  NEW_TEXT,
  OPEN,
  SEE,
  shown,
  untilGone,
  untilSaid,
} from './corrected-ferry.ts';

/** Tests the notices of a correction: above the summary, in the library, in the side panel and in the popup. */

beforeEach(freshDevice);
afterEach(closePage);

describe('the notice of a correction', () => {
  it('appears above the summary, and the page still shows the saved text', async () => {
    await correct();
    await openPage(OPEN);
    await untilSaid(`${LINE} See what changed Keep my copy ${FERRY.summary}`);
    expect(readPage(document).said).toContain('The talks resumed on Monday.');
    expect(readPage(document).said).not.toContain(NEW_TEXT);
  });

  it.each<[what: string, prepare: () => unknown]>([
    ['without a correction', () => undefined],
    ['that the reader removed', () => removeSaved('ferry', NOW)],
    ['whose saved text the reader kept', () => keepOwnText('ferry')],
    ['whose new text the reader took', () => takeNewText('ferry', NOW)],
  ])('does not appear at an analysis %s', async (what, prepare) => {
    if (what === 'without a correction') {
      await receiveIndex();
      await save('ferry');
    } else await correct();
    await prepare();
    await openPage(OPEN);
    await untilSaid('on Monday.');
    expect(hasControl(SEE)).toBe(false);
  });

  it('does not appear in a private window, where nothing is written', async () => {
    await correct();
    visit(pageAt(FERRY_PAGE), { isPrivate: true });
    await openPage(OPEN);
    await untilSaid('on Monday.');
    expect(hasControl(SEE)).toBe(false);
  });

  it('disappears once the reader keeps the saved text', async () => {
    await correct();
    await openPage(OPEN);
    await press(KEEP);
    await untilSaid('Your copy stays as it is.');
    await untilGone(LINE);
    expect((await corrections())[0]?.decision).toBe('kept');
  });

  it('stays if the reader’s choice to keep the text could not be stored, and says so', async () => {
    await correct();
    await openPage(OPEN);
    await control(KEEP);
    failToWrite(db.corrections, 'QuotaExceededError');
    await press(KEEP);
    await untilSaid('Not changed: this device has no room left. Free some space and try again.');
    expect(hasControl(SEE)).toBe(true);
  });

  it('says after a comparison how much changed', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await untilSaid('What changed');
    await press(BACK);
    await untilSaid(`${COMPARED} See what changed`);
  });

  it('names the day when this device saw the correction if the correction has no date', async () => {
    await receiveIndex();
    await save('ports');
    vi.setSystemTime(NOW + 3 * DAY);
    await receiveIndex({ changed: { ports: { headline: 'Another headline' } } });
    await detectCorrections(NOW + 3 * DAY);
    await openPage('/library.html#analysis=ports');
    await untilSaid('Updated on 6 July.');
    await press(SEE);
    await untilSaid('What changed · 1 July → 6 July');
  });
});

describe('the notice of corrections in the library', () => {
  const TITLE = 'The publication corrected 1 analysis that you saved';

  it('stays until the reader presses "OK"', async () => {
    await correct();
    await openPage('/library.html');
    await untilSaid(
      `${TITLE} ${FERRY.headline} ${LINE} Your copies stay as they are until you take the new text. OK`,
    );
    await press('button "OK"');
    await untilGone(TITLE);
    expect((await corrections())[0]?.toldAt).toBe(NOW + 3 * DAY);
  });

  it('links to the comparison, and disappears when the reader opens it', async () => {
    await correct();
    await openPage('/library.html');
    await press(`link "${FERRY.headline}"`);
    await untilSaid('What changed · 3 July → 5 July');
    await untilGone(TITLE);
  });

  it('stays if the press of "OK" could not be stored, and says so', async () => {
    await correct();
    await openPage('/library.html');
    await control('button "OK"');
    failToWrite(db.corrections, 'UnknownError');
    await press('button "OK"');
    await untilSaid('Not changed: the browser could not write to its storage.');
    expect(readPage(document).said).toContain(TITLE);
  });
});

describe('the side panel', () => {
  it('compares the texts itself, without opening the library', async () => {
    await correct();
    visit(pageAt(FERRY_PAGE));
    await openPage('/sidepanel.html?tab=7');
    await press(SEE);
    await untilSaid('What changed · 3 July → 5 July');
    expect([shown('del'), shown('ins')]).toEqual(['resumed', 'ended']);
    await press(BACK);
    await untilSaid('on Monday.');
  });
});

describe('the popup', () => {
  it('says only once on which day the analysis was updated', async () => {
    await correct();
    visit(pageAt(FERRY_PAGE));
    await openPage('/popup.html?tab=7');
    await untilSaid(`${LINE} See what changed`);
    expect(readPage(document).said).not.toContain('updated yesterday');
  });

  it('opens the comparison in the library', async () => {
    await correct();
    visit(pageAt(FERRY_PAGE));
    const create = vi.spyOn(browser.tabs, 'create').mockResolvedValue({} as never);
    const close = vi.spyOn(window, 'close').mockReturnValue();
    await openPage('/popup.html?tab=7');
    await press(SEE);
    await vi.waitFor(() => expect(close).toHaveBeenCalled());
    expect(create.mock.calls.map(([{ url } = {}]) => url?.replace(/^.*library/, 'library'))).toEqual([
      'library.html#analysis=ferry&text=2026-07-03..2026-07-05',
    ]);
  });
});
