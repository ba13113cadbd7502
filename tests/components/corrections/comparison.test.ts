// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { corrections } from '../../../lib/library/corrections.ts';
import { freshDevice } from '../fresh-device.ts';
import { failToWrite } from '../library/library-page.ts';
import { closePage, control, eventually, focusedAnalysis, openPage, press } from '../open-page.ts';
import { comeOnline, goOffline, receiveIndex } from '../publication.ts';
import { FERRY } from '../sample-cards.ts';
import { readPage } from '../shown.ts';
import { DAY, NOW } from '../times.ts';
import {
  BACK,
  correct,
  hasControl,
  KEEP,
  NEW_TEXT,
  OPEN,
  receiveAgain,
  SEE,
  shown,
  TAKE,
  TOOK,
  untilGone,
  untilSaid,
  VERSIONS,
} from './corrected-ferry.ts';

/** Tests the comparison of two versions of an analysis, word by word. */

beforeEach(freshDevice);
afterEach(closePage);

describe('the comparison', () => {
  it('shows removed words in `del` and added words in `ins`', async () => {
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
    expect(document.querySelector('article')?.ariaLabel).toBe(FERRY.headline);
  });

  it('tells screen readers in words where each removal and addition begins and ends', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await untilSaid('What changed');
    const paragraph = document.querySelector('ins')?.closest('p')?.textContent.replace(/\s+/g, ' ');
    expect(paragraph).toBe('The talks removed: resumed added: ended (end of change) on Monday.');
  });

  it('shows the whole text on request, and then only the changes again', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await press('button "Show the whole text" collapsed'.replace(' collapsed', ''));
    await untilSaid('The next sailing');
    await press('button "Show only what changed"');
    await untilGone('The next sailing');
    await untilSaid('2 paragraphs are the same');
  });

  it('says that no words changed if the correction changed only the lens and the reading time', async () => {
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

  it('stores the number of changed words, and marks the correction as known to the reader', async () => {
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

  it('lets the reader replace the saved text by the new one, and Undo restores the saved text', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await press(TAKE);
    await untilSaid(`${TOOK} Undo`);
    await eventually(() => expect(shown('article .sections')).toContain(NEW_TEXT.slice(4)));
    expect(focusedAnalysis()).toBe(FERRY.headline);
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

  it('keeps the saved text if the reader prefers it', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await press(KEEP);
    await untilSaid('Your copy stays as it is.');
    expect(shown('article .sections')).toContain('The talks resumed on Monday.');
    expect(location.hash).toBe('#analysis=ferry');
  });

  it('keeps a new text readable that the reader has refused, and Undo offers it again', async () => {
    await correct();
    await openPage(OPEN);
    await press(KEEP);
    await press(VERSIONS);
    await untilSaid('5 July · the publication’s text, which you did not take');
    await press('button "Read the text of 5 July"');
    await untilSaid(NEW_TEXT);
    await press('button "Undo"');
    await untilSaid('The new text is offered again.');
    expect((await db.corrections.toArray()).map(({ decision }) => decision)).toEqual([undefined]);
  });

  it.each([
    ['the device is full', 'QuotaExceededError', 'Not changed: this device has no room left.'],
    ['the database fails', 'UnknownError', 'Not changed: the browser could not write to its storage.'],
  ])('says that the saved text did not change if %s', async (_, name, said) => {
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

  it('says that the device is offline, and compares the texts once it is online', async () => {
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

  it('says why the new text could not be fetched, and lets the reader try again', async () => {
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

  it('says that the version in the address is no longer on this device', async () => {
    await correct();
    await openPage(`${OPEN}&text=2020-01-01..2026-07-05`);
    await untilSaid('This version is no longer on this device.');
    await press(BACK);
    await untilSaid('The talks resumed on Monday.');
  });
});
