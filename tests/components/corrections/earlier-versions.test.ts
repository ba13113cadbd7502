// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { detectCorrections } from '../../../lib/library/corrections.ts';
import { takeNewText } from '../../../lib/library/take-new-text.ts';
import { save } from '../database.ts';
import { freshDevice } from '../fresh-device.ts';
import { closePage, eventually, openPage, press } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY } from '../sample-cards.ts';
import { readPage } from '../shown.ts';
import { DAY, NOW } from '../times.ts';
import {
  BACK,
  correct,
  hasControl,
  NEW_TEXT,
  OPEN,
  SEE,
  shown,
  TAKE,
  untilGone,
  untilSaid,
  VERSIONS,
} from './corrected-ferry.ts';

/** Tests the list of the earlier versions of an analysis. */

beforeEach(freshDevice);
afterEach(closePage);

describe('the earlier versions', () => {
  it('do not exist before the reader takes a new text', async () => {
    await correct();
    await openPage(OPEN);
    await press(SEE);
    await press(VERSIONS);
    await untilSaid('There are no earlier versions yet.');
    await untilSaid('3 July · your copy');
  });

  it('can be read, are marked as earlier, and can be compared with the current version', async () => {
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

  it('have a time of day in the comparison if both compared versions are from the same day', async () => {
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
