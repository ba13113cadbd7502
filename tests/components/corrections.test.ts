// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { corrections, detectCorrections, keepOwnText } from '../../lib/library/corrections.ts';
import { removeSaved } from '../../lib/library/removed-analyses.ts';
import { takeNewText } from '../../lib/library/take-new-text.ts';
import { detectWithdrawals } from '../../lib/library/withdrawals.ts';
import { browser } from '../unit/fake-browser.ts';
import { pageAt, visit } from './browser-and-tab.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { failToWrite } from './library/library-page.ts';
import { closePage, control, eventually, openPage, press } from './open-page.ts';
import { comeOnline, goOffline, receiveIndex } from './publication.ts';
import { FERRY, FERRY_PAGE } from './sample-cards.ts';
import { controlNamed, readPage } from './shown.ts';
import { DAY, NOW } from './times.ts';

/** The publication corrects an analysis that the reader saved. */

const OPEN = '/library.html#analysis=ferry';
const LINE = 'Updated on 5 July.';
const COMPARED = 'Updated on 5 July: one sentence changed.';
const NEW_TEXT = 'The talks ended on Monday.';
const TOOK = 'Your copy is now the text of 5 July. The one before is under “Earlier versions”.';

const corrected = (fields: object = {}): Record<string, object> => ({
  ferry: { updated: '2026-07-05', ...fields },
});

/** Saves the ferry analysis, and lets this device see its correction two days later. */
async function correct({ fields = {}, isSameText = false, offersTexts = true } = {}): Promise<void> {
  await receiveIndex();
  await save('ferry');
  vi.setSystemTime(NOW + 3 * DAY);
  await receiveIndex({
    changed: corrected(fields),
    texts: isSameText ? {} : { ferry: NEW_TEXT },
    offersTexts,
  });
  await detectCorrections(NOW + 3 * DAY);
}

const shown = (selector: string): string =>
  [...document.querySelectorAll<HTMLElement>(selector)].map((one) => one.textContent.trim()).join(' | ');

/** Waits until the page says some words. */
const untilSaid = (words: string): Promise<unknown> =>
  eventually(() => expect(readPage(document).said).toContain(words));

const untilGone = (words: string): Promise<unknown> =>
  eventually(() => expect(readPage(document).said).not.toContain(words));

const hasControl = (name: string): boolean => controlNamed(document, name) !== undefined;

const SEE = 'button "See what changed"';
const TAKE = 'button "Take the new text"';
const KEEP = 'button "Keep my copy"';
const VERSIONS = 'button "Earlier versions"';
const BACK = 'button "Back to your copy"';

beforeEach(freshDevice);
afterEach(closePage);

describe('a saved analysis with a correction', () => {
  it('says so above its summary, and still shows the saved text', async () => {
    await correct();
    await openPage(OPEN);
    await untilSaid(`${LINE} See what changed Keep my copy ${FERRY.summary}`);
    expect(readPage(document).said).toContain('The talks resumed on Monday.');
    expect(readPage(document).said).not.toContain(NEW_TEXT);
  });

  it.each<[what: string, prepare: () => unknown]>([
    ['without a correction', () => undefined],
    ['that the reader removed', () => removeSaved('ferry', NOW)],
    ['whose text the reader kept', () => keepOwnText('ferry')],
    ['whose text the reader took', () => takeNewText('ferry', NOW)],
  ])('says nothing of an analysis %s', async (what, prepare) => {
    if (what === 'without a correction') {
      await receiveIndex();
      await save('ferry');
    } else await correct();
    await prepare();
    await openPage(OPEN);
    await untilSaid('on Monday.');
    expect(hasControl(SEE)).toBe(false);
  });

  it('says nothing in a private window, where nothing is written', async () => {
    await correct();
    visit(pageAt(FERRY_PAGE), { isPrivate: true });
    await openPage(OPEN);
    await untilSaid('on Monday.');
    expect(hasControl(SEE)).toBe(false);
  });

  it('says nothing more once the reader keeps the saved text', async () => {
    await correct();
    await openPage(OPEN);
    await press(KEEP);
    await untilSaid('Your copy stays as it is.');
    await untilGone(LINE);
    expect((await corrections())[0]?.decision).toBe('kept');
  });

  it('says if keeping the text failed, and stays', async () => {
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

  it('says of a correction without a date when it was seen', async () => {
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

describe('the comparison', () => {
  it('shows what changed, with the words in `ins` and `del`', async () => {
    await correct({ fields: { headline: 'Ferry talks end without the crews', type: 'Opinion' } });
    await openPage(OPEN);
    await press(SEE);
    await untilSaid('What changed · 3 July → 5 July');
    const { said, headings } = readPage(document);
    expect([shown('del'), shown('ins')]).toEqual(['resume | Reporting | resumed', 'end | Opinion | ended']);
    expect(said).toContain('2 sentences changed 2 words of');
    expect(said).toContain('in the headline and “What happened”');
    expect(said).not.toContain('The next sailing');
    expect(headings).toEqual(expect.arrayContaining(['What changed · 3 July → 5 July', 'What happened']));
    expect(document.activeElement?.textContent).toBe('What changed · 3 July → 5 July');
  });

  it('reads the changes to screen readers in order, with words around them', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await untilSaid('What changed');
    const paragraph = document.querySelector('ins')?.closest('p')?.textContent.replace(/\s+/g, ' ');
    expect(paragraph).toBe('The talks removed: resumed added: ended (end of change) on Monday.');
  });

  it('shows the whole text, and only the changes again', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await press('button "Show the whole text" collapsed'.replace(' collapsed', ''));
    await untilSaid('The next sailing');
    await press('button "Show only what changed"');
    await untilGone('The next sailing');
    await untilSaid('2 paragraphs are the same');
  });

  it('says that no words changed if only facts did', async () => {
    await correct({ fields: { readMinutes: 4, lens: 'rulebook' }, isSameText: true });
    await openPage(OPEN);
    await press(SEE);
    await untilSaid('No words changed only the facts below');
    expect([shown('del'), shown('ins')]).toEqual([
      'Global Power Plays | 3 minutes',
      'The Rulebook | 4 minutes',
    ]);
    await press(BACK);
    await untilSaid('Updated on 5 July; no words changed.');
  });

  it('stores what it found, and the reader is told no more', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await eventually(() => expect(shown('ins')).toBe('ended'));
    await vi.waitFor(async () =>
      expect((await corrections())[0]).toMatchObject({
        words: { added: 1, removed: 1, sentences: 1 },
        toldAt: NOW + 3 * DAY,
      }),
    );
  });

  it('takes the new text, and Undo brings the earlier one back', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await press(TAKE);
    await untilSaid(`${TOOK} Undo`);
    await eventually(() => expect(shown('article .sections')).toContain(NEW_TEXT.slice(4)));
    expect(document.activeElement?.textContent).toBe(FERRY.headline);
    expect(hasControl(SEE)).toBe(false);
    await press('button "Undo"');
    await untilSaid('Your earlier text is back.');
    await eventually(() => expect(shown('article .sections')).toContain('The talks resumed'));
    await press(SEE);
    await press(TAKE);
    await untilSaid(TOOK);
    await eventually(() => expect(shown('article .sections')).toContain(NEW_TEXT.slice(4)));
  });

  it('keeps the highlights of the old text when the reader takes the new one', async () => {
    await correct();
    const highlight = {
      id: 'one',
      section: 0,
      start: 0,
      endSection: 0,
      end: 9,
      version: FERRY.updated,
      exact: 'The talks',
      prefix: '',
      suffix: ' resumed',
      comment: 'Which ones?',
      createdAt: NOW,
    };
    await db.saved.update('ferry', { highlights: [highlight] });
    await openPage(OPEN);
    await press(SEE);
    await press(TAKE);
    await untilSaid(TOOK);
    expect((await db.saved.get('ferry'))?.highlights).toEqual([highlight]);
  });

  it('keeps the saved text', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await press(KEEP);
    await untilSaid('Your copy stays as it is.');
    expect(shown('article .sections')).toContain('The talks resumed on Monday.');
    expect(location.hash).toBe('#analysis=ferry');
  });

  it.each([
    ['the device is full', 'QuotaExceededError', 'Not changed: this device has no room left.'],
    ['the database fails', 'UnknownError', 'Not changed: the browser could not write to its storage.'],
  ])('says that nothing was taken if %s', async (_, name, said) => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await control(TAKE);
    failToWrite(db.savedTexts, name);
    await press(TAKE);
    await untilSaid(said);
    expect(hasControl(TAKE)).toBe(true);
    vi.mocked(db.savedTexts.put).mockRestore();
    expect(JSON.stringify(await db.savedTexts.get('ferry'))).not.toContain('ended');
  });

  it('says that the device is offline, and compares once it is online', async () => {
    await correct({ offersTexts: false });
    goOffline();
    await openPage(OPEN);
    await press(SEE);
    await untilSaid(
      'You are offline, and the new text is not on this device yet. Your copy is unchanged. Try again',
    );
    expect(readPage(document).live.join()).toContain('You are offline');
    await receiveAgain();
    comeOnline();
    await untilSaid('1 sentence changed');
  });

  it('says why the new text could not be fetched, and tries again', async () => {
    await correct({ offersTexts: false });
    await openPage(OPEN);
    await press(SEE);
    await untilSaid('The text could not be fetched:');
    await untilSaid('Your copy is unchanged.');
    expect(hasControl(TAKE)).toBe(false);
    await receiveAgain();
    await press('button "Try again"');
    await untilSaid('1 sentence changed');
  });

  it('says that the publication no longer lists the analysis', async () => {
    await correct({ offersTexts: false });
    await receiveIndex({ without: ['ferry'] });
    await openPage(OPEN);
    await press(SEE);
    await untilSaid('The publication no longer lists this analysis. Your copy is unchanged.');
  });

  it('says that a version is gone', async () => {
    await correct();
    await openPage(`${OPEN}&text=2020-01-01..2026-07-05`);
    await untilSaid('This version is no longer on this device.');
    await press(BACK);
    await untilSaid('The talks resumed on Monday.');
  });
});

/** The publication delivers the corrected text now. */
const receiveAgain = (): Promise<void> => {
  comeOnline();
  return receiveIndex({ changed: corrected(), texts: { ferry: NEW_TEXT } });
};

describe('the earlier versions', () => {
  it('are none before the reader takes a new text', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await press(VERSIONS);
    await untilSaid('There are no earlier versions yet.');
    await untilSaid('3 July · your copy');
  });

  it('can be read, marked as earlier, and compared with the present one', async () => {
    await correct();
    await takeNewText('ferry', NOW + 3 * DAY);
    await openPage(OPEN);
    await press(VERSIONS);
    await untilSaid('5 July · your copy');
    await untilSaid('3 July · replaced on 6 July');
    await press('button "Read the text of 3 July"');
    await untilSaid('This is an earlier version, of 3 July. Your copy is of 5 July.');
    await untilSaid('The talks resumed on Monday.');
    expect(document.activeElement?.textContent).toBe(FERRY.headline);
    await press('button "Compare the text of 3 July with your copy"');
    await untilSaid('What changed · 3 July → 5 July');
    expect([shown('del'), shown('ins')]).toEqual(['resumed', 'ended']);
    expect(hasControl(TAKE)).toBe(false);
    await press(BACK);
    await untilSaid('The talks ended on Monday.');
  });

  it('are closed by the browser’s "Back"', async () => {
    await correct();
    await takeNewText('ferry', NOW + 3 * DAY);
    await openPage(OPEN);
    await press(VERSIONS);
    await untilSaid('replaced on 6 July');
    history.back();
    await untilGone('replaced on 6 July');
    await untilSaid('The talks ended on Monday.');
  });

  it('have times if they are of one day', async () => {
    await receiveIndex({ changed: { ferry: { updated: '2026-07-05T08:00:00Z' } } });
    await save('ferry');
    vi.setSystemTime(NOW + 3 * DAY);
    await receiveIndex({
      changed: { ferry: { updated: '2026-07-05T10:30:00Z' } },
      texts: { ferry: NEW_TEXT },
    });
    await detectCorrections(NOW + 3 * DAY);
    await openPage(OPEN);
    await press(SEE);
    await eventually(() => expect(readPage(document).said).toMatch(/What changed · .*\d:00.* → .*\d:30/));
  });
});

describe('the side panel', () => {
  it('compares the texts itself', async () => {
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

describe('the library tells the reader', () => {
  const TITLE = 'The publication corrected 1 analysis that you saved';

  it('of a correction until it is understood', async () => {
    await correct();
    await openPage('/library.html');
    await untilSaid(
      `${TITLE} ${FERRY.headline} ${LINE} Your copies stay as they are until you take the new text. OK`,
    );
    await press('button "OK"');
    await untilGone(TITLE);
    expect((await corrections())[0]?.toldAt).toBe(NOW + 3 * DAY);
  });

  it('and a link opens the comparison', async () => {
    await correct();
    await openPage('/library.html');
    await press(`link "${FERRY.headline}"`);
    await untilSaid('What changed · 3 July → 5 July');
    await untilGone(TITLE);
  });

  it('again if that could not be stored, and says so', async () => {
    await correct();
    await openPage('/library.html');
    await control('button "OK"');
    failToWrite(db.corrections, 'UnknownError');
    await press('button "OK"');
    await untilSaid('Not changed: the browser could not write to its storage.');
    expect(readPage(document).said).toContain(TITLE);
  });
});

describe('the ledger', () => {
  const LEDGER = '/library.html#view=corrections';

  it('is empty at first, and the rail does not link it elsewhere', async () => {
    await receiveIndex();
    await openPage(LEDGER);
    await untilSaid('No corrections seen');
    expect(hasControl('link "Corrections"')).toBe(true);
    closePage();
    await openPage('/library.html');
    await control('link "All"');
    expect(hasControl('link "Corrections"')).toBe(false);
  });

  it('sums up what was seen, and has a row for each correction', async () => {
    await receiveIndex();
    await save('ferry');
    await save('ports');
    await save('contract');
    vi.setSystemTime(NOW + 3 * DAY);
    await receiveIndex({ changed: corrected(), texts: { ferry: NEW_TEXT }, without: ['ports'] });
    for (const checkedAt of [NOW, NOW + DAY]) await detectWithdrawals(checkedAt);
    await detectCorrections(NOW + 3 * DAY);
    await takeNewText('ferry', NOW + 3 * DAY);
    await openPage(LEDGER);
    await untilSaid(
      '1 of 3 analyses kept here was corrected. The first correction came 3 days after publication (median). ' +
        '1 was withdrawn. Counted from what was saved on this device.',
    );
    const list = document.querySelector('[data-count]');
    const rows = [...document.querySelectorAll<HTMLElement>('[data-analysis]')];
    expect((list as HTMLElement).dataset.count).toBe('2');
    expect(rows.map(({ dataset, textContent }) => [dataset.analysis, dataset.reading, textContent])).toEqual(
      expect.arrayContaining([
        [
          'ferry',
          'unread',
          `${FERRY.headline}published 2 Jul · corrected 5 Jul · seen 6 Julyou took the new text`,
        ],
        [
          'ports',
          'unread',
          'A port fee holiday for one shipping linepublished 1 Jul · seen 6 Julwithdrawn; your copy stays',
        ],
      ]),
    );
    expect(hasControl('link "Corrections 2"')).toBe(true);
  });

  it('opens the comparison of a row, and then shows its words', async () => {
    await correct();
    await openPage(LEDGER);
    await press(`button "${FERRY.headline}"`);
    await untilSaid('What changed · 3 July → 5 July');
    expect(location.hash).toBe('#view=corrections&analysis=ferry&text=2026-07-03..2026-07-05');
    await untilSaid('Words in the compared texts: 1 added, 1 removed.');
    await untilSaid('+1 −1');
    await press(KEEP);
    await untilSaid('you kept your copy');
    expect(location.hash).toBe('#view=corrections&analysis=ferry');
  });

  it('compares the versions of a row whose new text the reader took', async () => {
    await correct();
    await takeNewText('ferry', NOW + 3 * DAY);
    await openPage(LEDGER);
    await press(`button "${FERRY.headline}"`);
    await untilSaid('What changed · 3 July → 5 July');
    expect([shown('del'), shown('ins')]).toEqual(['resumed', 'ended']);
  });

  it('is downloaded as CSV', async () => {
    await correct({ fields: { headline: '=1+1' } });
    const blobs: Blob[] = [];
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        blobs.push(blob);
        return 'blob:1';
      },
      revokeObjectURL: () => undefined,
    });
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    await openPage(LEDGER);
    await press('button "Download as CSV"');
    expect(names).toEqual(['civic-lens-corrections-2026-07-06.csv']);
    const [, row] = (await blobs[0]?.text())?.split('\r\n') ?? [];
    expect(row).toMatch(/^ferry,Ferry talks resume without the crews,corrected,2026-07-02,2026-07-05,/);
  });
});
