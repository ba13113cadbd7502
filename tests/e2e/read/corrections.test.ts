import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../../build.ts';
import { analyses, sampleHeadline } from '../../sample/content.ts';
import { ageAbsence } from '../harness/database.ts';
import { picture } from '../harness/pictures.ts';
import { openReader, type Reader } from '../harness/reader.ts';
import {
  pageSurface,
  press,
  type Surface,
  textOf,
  until,
  untilSaid,
  untilState,
} from '../harness/surface.ts';

/** Tests an analysis whose text is already on the device when the publication corrects it, and later withdraws it. */

const ID = 'ferry-talks-merrow-strait';
const FERRY = analyses.find(({ id }) => id === ID);
const CORRECTED = 'The talks were moved to Thursday, the ministry now says.';
const OUTDATED = 'Text of July 2; the publication has updated it since.';

describe.each(BROWSERS)('the extension after a correction, in %s', (name) => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    // The texts arrive after the index. Wait for the old text: without it, the extension has no outdated text to show.
    const card = await reader.query('cardById', ID);
    if (!card) throw new Error(`the index has no card "${ID}"`);
    await until('the text is on the device', () => reader.query('textOnDevice', card));
  });
  afterAll(() => reader.close());

  async function popupOf(pageName: string): Promise<Surface> {
    const page = await reader.visit(reader.sample.page(pageName).address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    return popup;
  }

  it('shows the old text, marked as outdated, until the new text can be fetched', async () => {
    const [first, ...others] = FERRY?.sections ?? [];
    const sections = [
      { heading: first?.heading ?? '', blocks: [{ type: 'paragraph' as const, content: [CORRECTED] }] },
      ...others,
    ];
    reader.sample.publish({ corrected: { [ID]: { updated: '2026-07-08', sections } } });
    reader.sample.answering = ({ path }, response) => {
      if (!/\/(?:analyses|texts)\//.test(path)) return false;
      response.writeHead(503).end();
      return true;
    };
    await reader.sync();
    const popup = await popupOf('a desktop host');
    await untilSaid(popup, OUTDATED);
    const shown = await textOf(popup);
    expect([shown.includes('one ship at a time'), shown.includes(CORRECTED)]).toEqual([true, false]);
    await picture(popup, name, 'popup-outdated-text');
    reader.sample.answering = undefined;
    await press(popup, 'button', 'Try again');
    await untilSaid(popup, CORRECTED);
    expect(await textOf(popup)).not.toContain(OUTDATED);
    await popup.close();
  });

  it('saves the new text', async () => {
    const popup = await popupOf('a desktop host');
    await untilSaid(popup, CORRECTED);
    await press(popup, 'button', 'Save');
    await untilSaid(popup, 'Saved');
    await popup.close();
    expect((await reader.saved(ID))?.card.updated).toBe('2026-07-08');
    const page = await reader.open(`/library.html#analysis=${ID}`);
    await until('the library shows the new text', async () =>
      (await page.evaluate(() => document.body.innerText)).includes(CORRECTED),
    );
    await page.close();
  });

  it('reports once that the publication withdrew a saved analysis, and Undo restores the only copy', async () => {
    reader.sample.publish({ withdrawn: [ID] });
    await reader.sync();
    const page = await reader.open(`/library.html#analysis=${ID}`);
    const library = pageSurface(page);
    await until('the absence is noted', async () => (await reader.saved(ID))?.unlistedSince);
    await ageAbsence(reader, ID, 1);
    await reader.sync();
    await untilSaid(library, 'The publication withdrew 1 analysis that you saved');
    await press(library, 'button', 'OK');
    await press(library, 'button', 'Saved');
    await press(library, 'button', 'Remove');
    await until('the analysis is removed', async () => !(await reader.saved(ID)));
    await page.close();

    const removed = pageSurface(await reader.open('/library.html#view=removed'));
    await untilSaid(removed, 'goes for good');
    await picture(removed, name, 'library-removed');
    await press(removed, 'button', `Undo: Removed, ${sampleHeadline(ID)}`);
    await until('the analysis is back', () => reader.saved(ID));
    await removed.close();

    reader.sample.clearRequests();
    const again = pageSurface(await reader.open(`/library.html#analysis=${ID}`));
    await untilSaid(again, CORRECTED);
    expect(await textOf(again)).not.toContain('The publication withdrew');
    expect(reader.sample.publicationRequests()).toEqual([]);
    await again.close();
  });
});
