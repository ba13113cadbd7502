// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { detectCorrections } from '../../../lib/library/corrections.ts';
import { savedText } from '../../../lib/library/saved-analyses.ts';
import { takeNewText } from '../../../lib/library/take-new-text.ts';
import { detectWithdrawals } from '../../../lib/library/withdrawals.ts';
import { deletionsSoFar, keepFetchedText } from '../../../lib/sync/fetched-texts.ts';
import { save } from '../database.ts';
import { freshDevice } from '../fresh-device.ts';
import { closePage, control, eventually, openPage, press, settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY } from '../sample-cards.ts';
import { DAY, NOW } from '../times.ts';
import { correct, corrected, hasControl, KEEP, NEW_TEXT, shown, untilSaid } from './corrected-ferry.ts';

/** Tests the list of all corrections that this device has seen. */

beforeEach(freshDevice);
afterEach(closePage);

describe('the list of corrections', () => {
  const LEDGER = '/library.html#view=corrections';

  it('is empty at first, and as long as it is empty, the other views do not link to it', async () => {
    await receiveIndex();
    await openPage(LEDGER);
    await untilSaid('No corrections seen');
    expect(hasControl('link "Corrections"')).toBe(true);
    closePage();
    await openPage('/library.html');
    await control('link "All"');
    expect(hasControl('link "Corrections"')).toBe(false);
  });

  it('sums up the corrections and withdrawals that this device has seen, with a row for each', async () => {
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
        'Words in the compared texts: 1 added, 1 removed. 1 was withdrawn. Counted from what was saved on this device.',
    );
    const list = document.querySelector('[data-count]');
    const rows = [...document.querySelectorAll<HTMLElement>('[data-analysis]')];
    expect((list as HTMLElement).dataset.count).toBe('2');
    expect(rows.map(({ dataset, textContent }) => [dataset.analysis, dataset.reading, textContent])).toEqual(
      expect.arrayContaining([
        [
          'ferry',
          'unread',
          `${FERRY.headline}published 2 Jul · corrected 5 Jul · seen 6 Jul` +
            '+1 −1Words: 1 added, 1 removed · you took the new text',
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

  it('has the keys of every list: j and k move, o opens, and then j opens the next row', async () => {
    await receiveIndex();
    await save('ferry');
    await save('ports');
    vi.setSystemTime(NOW + 3 * DAY);
    await receiveIndex({ changed: corrected(), texts: { ferry: NEW_TEXT }, without: ['ports'] });
    for (const checkedAt of [NOW, NOW + DAY]) await detectWithdrawals(checkedAt);
    await detectCorrections(NOW + 3 * DAY);
    await openPage(LEDGER);
    const rows = await eventually(() => {
      const found = [...document.querySelectorAll<HTMLElement>('.windowed-list button')];
      expect(found).toHaveLength(2);
      return found;
    });
    const press = (key: string): unknown =>
      dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    const isFocused = (row: number): Promise<void> =>
      eventually(() => expect(document.activeElement).toBe(rows[row]));
    await settled();
    press('j');
    await isFocused(0);
    press('j');
    await isFocused(1);
    press('k');
    await isFocused(0);
    press('o');
    await eventually(() => expect(location.hash).toMatch(/&analysis=/));
    const first = location.hash;
    const { length } = history;
    await settled();
    press('j');
    await eventually(() => expect(location.hash).not.toBe(first));
    expect(location.hash).toMatch(/&analysis=/);
    expect(history.length).toBe(length);
  });

  it('counts the words of corrections that the reader has not opened, if the device has both texts', async () => {
    await correct();
    await openPage(LEDGER);
    await untilSaid('Words in the compared texts: 1 added, 1 removed.');
    expect((await db.corrections.toArray()).map(({ words, toldAt }) => [words, toldAt])).toEqual([
      [{ added: 1, removed: 1, sentences: 1 }, undefined],
    ]);
  });

  it('does not count the words of a correction if the device lacks its text', async () => {
    await correct({ offersTexts: false });
    await openPage(LEDGER);
    await untilSaid(
      '1 of 1 analyses kept here was corrected. The first correction came 3 days after publication (median). ' +
        'Counted',
    );
    await settled();
    expect((await db.corrections.toArray()).map(({ words }) => words)).toEqual([undefined]);
  });

  it('does not count the words of a correction if the device has only a text of a later version', async () => {
    await correct({ offersTexts: false });
    const text = await savedText('ferry');
    if (!text) throw new Error('The analysis has no text.');
    await keepFetchedText('ferry', { text, version: '2026-07-09' }, deletionsSoFar());
    await openPage(LEDGER);
    await untilSaid('1 of 1 analyses kept here was corrected.');
    await settled();
    expect((await db.corrections.toArray()).map(({ to, words }) => [to, words])).toEqual([
      ['2026-07-05', undefined],
    ]);
  });

  it('says when a withdrawn analysis was listed again', async () => {
    await receiveIndex();
    await save('ports');
    vi.setSystemTime(NOW + 3 * DAY);
    await receiveIndex({ without: ['ports'] });
    for (const checkedAt of [NOW, NOW + DAY]) await detectWithdrawals(checkedAt);
    await detectCorrections(NOW + 3 * DAY);
    await receiveIndex();
    await detectWithdrawals(NOW + 2 * DAY);
    await detectCorrections(NOW + 3 * DAY);
    await openPage(LEDGER);
    await untilSaid('withdrawn, then listed again (seen 6 Jul)');
    await untilSaid('0 of 1 analyses kept here were corrected. Counted from what was saved on this device.');
  });

  it('opens the comparison of a row, and then shows how many words changed', async () => {
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

  it('compares the two versions even after the reader has taken the new text', async () => {
    await correct();
    await takeNewText('ferry', NOW + 3 * DAY);
    await openPage(LEDGER);
    await press(`button "${FERRY.headline}"`);
    await untilSaid('What changed · 3 July → 5 July');
    expect([shown('del'), shown('ins')]).toEqual(['resumed', 'ended']);
  });

  it('can be downloaded as CSV', async () => {
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
