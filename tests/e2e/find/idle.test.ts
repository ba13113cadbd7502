import { describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../../build.ts';
import { openReader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, until, untilSaid, untilState } from '../harness/surface.ts';

/** The tests of both browsers run concurrently, because each of them waits long. */
describe('an idle background', () => {
  it.concurrent.each(BROWSERS)(
    'in %s stops by itself, shows the analysis without network, and reports a publication that never answers',
    async (name) => {
      const reader = await openReader(name, { variant: GRANTED });
      await reader.untilIndex();
      const page = await reader.visit(reader.sample.page('a desktop host').address);
      await reader.untilBadge(page, '1');
      const since = Date.now();
      // `backgroundRuns` does not wake the background.
      await until(
        'the background has stopped by itself',
        async () => !(await reader.backgroundRuns()),
        90_000,
      );
      await until('45 seconds of reading are over', async () => Date.now() - since > 45_000, 60_000);
      expect(await reader.backgroundRuns()).toBe(false);
      reader.sample.answering = (_, response) => Boolean(response.destroy());
      const popup = await reader.pressButton(page);
      await untilState(popup, 'matched');
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('What to watch next'),
      );
      expect((await reader.badge(page)).text).toBe('1');
      await popup.close();

      reader.sample.answering = () => true;
      const options = await reader.open('/options.html');
      await press(pageSurface(options), 'button', 'Check now');
      const other = await reader.visit(reader.sample.page('a plain article').address);
      await reader.untilBadge(other, '1');
      await untilSaid(pageSurface(options), 'did not answer in time', 60_000);
      const cards = await options.evaluate(
        () => document.querySelector<HTMLElement>('[data-index]')?.dataset.cards,
      );
      expect(cards).toBe('18');
      await reader.close();
    },
  );
});
