import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, press, textOf, until, untilState } from '../harness/surface.ts';

describe.each(BROWSERS)('when the background is killed in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());
  afterEach(() => {
    reader.sample.answering = undefined;
  });

  it('between any two steps, the reader sees no difference, and no request fetches the index again', async () => {
    reader.sample.clearRequests();
    await reader.killBackground();
    const page = await reader.visit(reader.sample.page('a desktop host').address);
    await reader.untilBadge(page, '1');
    await reader.killBackground();
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await reader.killBackground();
    await press(popup, 'button', 'Save');
    await until('the analysis is saved', async () => {
      if ((await namesOf(popup, 'button')).includes('Saved')) return true;
      throw new Error(`the popup says: ${await textOf(popup)}`);
    });
    await reader.killBackground();
    await press(popup, 'button', 'Follow Global Power Plays');
    await until('the button says "Following"', async () =>
      (await namesOf(popup, 'button')).includes('Following Global Power Plays'),
    );
    await popup.close();
    await reader.killBackground();
    const other = await reader.visit(reader.sample.page('two analyses').address);
    await reader.untilBadge(other, '2');
    await until('the title on the first article says "saved"', async () =>
      (await reader.badge(page)).title.endsWith('saved'),
    );
    for (const opened of [page, other]) await opened.close();
    expect(reader.sample.publicationRequests()).toEqual([]);
  });

  it('while the publication is down, matching, reading and saving still work', async () => {
    reader.sample.answering = (_, response) => Boolean(response.destroy());
    await reader.killBackground();
    const page = await reader.visit(reader.sample.page('a plain article').address);
    await reader.untilBadge(page, '1');
    const popup = await reader.pressButton(page);
    await until('the text is there', async () =>
      (await namesOf(popup, 'heading')).includes('What to watch next'),
    );
    await press(popup, 'button', 'Save');
    await until('the analysis is saved', async () => (await namesOf(popup, 'button')).includes('Saved'));
    expect(await textOf(popup)).not.toContain('Saved. The full text will be added');
    await popup.close();
    await page.close();
    expect(await reader.count('saved')).toBe(2);
  });

  it('during a sync, the old index still works, and the next sync completes the new index', async () => {
    reader.sample.publish({ withdrawn: ['water-meter-bylaw'] });
    let held = 0;
    reader.sample.answering = ({ path }) => {
      const isSegment = path.includes('/segments/');
      if (isSegment) held++;
      return isSegment;
    };
    await reader.ask((api) => void api.runtime.sendMessage({ type: 'sync' }).catch(() => undefined));
    await until('the sync is under way', async () => held > 0);
    await reader.killBackground();
    const page = await reader.visit(reader.sample.page('a second article of the outlet').address);
    await reader.untilBadge(page, '1');
    reader.sample.answering = undefined;
    await reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }));
    await page.close();
    const again = await reader.visit(reader.sample.page('a second article of the outlet').address);
    await reader.untilLookedAt(again);
    await reader.untilBadge(again, '');
    await again.close();
    reader.sample.publish({});
  });
});
