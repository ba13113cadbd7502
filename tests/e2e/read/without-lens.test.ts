import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../../build.ts';
import { sampleHeadline } from '../../sample/content.ts';
import type { SiteForm } from '../../sample/server.ts';
import { openReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, textOf, until, untilState } from '../harness/surface.ts';

/**
 * Civic Lens matches, shows, saves and lists an analysis without a lens like any other, with a companion index and on a
 * plain site.
 */

const ID = 'port-fee-holiday';
const HEADLINE = sampleHeadline(ID);

describe.each(BROWSERS)('an analysis without a lens in %s', (name) => {
  describe.each<SiteForm>(['companion', 'site'])('of a publication in the %s form', (form) => {
    let reader: Reader;

    beforeAll(async () => {
      reader = await openReader(name, {
        variant: GRANTED,
        prepare: (sample) => sample.publish({ form, withoutLens: [ID] }),
      });
      await reader.untilIndex();
      await until('the analysis is in the index', async () => Boolean(await reader.query('cardById', ID)));
    });
    afterAll(() => reader.close());

    it('can be read and saved in the popup, and read in the library', async () => {
      const page = await reader.visit(reader.sample.page('a plain article').address);
      const popup = await reader.pressButton(page);
      await untilState(popup, 'matched');
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('Where this comes from'),
      );
      expect((await namesOf(popup, 'heading'))[0]).toBe(HEADLINE);
      const facts = await until('the facts below the text are there', async () => {
        const shown = await popup.run((document) =>
          [...document.querySelectorAll('dt')].map(({ textContent }) => textContent),
        );
        return shown.length > 0 && shown;
      });
      expect(facts).toEqual(['Type', 'Published', 'Read time', 'Source']);
      expect(await textOf(popup)).not.toContain('undefined');
      expect(await namesOf(popup, 'link')).not.toContain('More from Global Power Plays');
      expect((await namesOf(popup, 'button')).filter((label) => /^Follow /.test(label))).not.toContain(
        'Follow ',
      );
      await press(popup, 'button', 'Save');
      await until('the analysis is saved', async () => Boolean(await reader.saved(ID)));
      await popup.close();
      await page.close();

      const library = pageSurface(await reader.open('/library.html'));
      await press(library, 'button', HEADLINE);
      await until('the analysis is open', async () =>
        (await namesOf(library, 'heading')).includes('Where this comes from'),
      );
      expect(await reader.saved(ID)).not.toHaveProperty('lens');
      await library.close();
    });
  });
});
