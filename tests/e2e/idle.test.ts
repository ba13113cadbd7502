import { describe, expect, it } from 'vitest';
import { BROWSERS, type BrowserName, GRANTED } from '../build.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { namesOf, pageSurface, press, until, untilState } from './harness/surface.ts';

/** Browsers start one after another: all at once they take each other's time. */
let started: Promise<unknown> = Promise.resolve();

function openReaderInTurn(name: BrowserName): Promise<Reader> {
  const reader = started.then(() => openReader(name, { variant: GRANTED }));
  started = reader.catch(() => undefined);
  return reader;
}

/** What is mostly waiting waits at once, each with a browser of its own. */
describe('read for 45 seconds, then click', () => {
  it.concurrent.each(BROWSERS.flatMap((name) => [[name, 'there'] as const, [name, 'gone'] as const]))(
    'in %s the analysis is there, though the background died by itself, with the network %s',
    async (name, network) => {
      const reader = await openReaderInTurn(name);
      try {
        await reader.untilIndex();
        const page = await reader.visit(reader.sample.page('a desktop host').address);
        await reader.untilBadge(page, '1');
        const since = Date.now();
        // Nothing touches the background here: looking whether it runs does not wake it.
        await until(
          'the background has died by itself',
          async () => !(await reader.backgroundRuns()),
          90_000,
        );
        await until('45 seconds of reading are over', async () => Date.now() - since > 45_000, 60_000);
        expect(await reader.backgroundRuns()).toBe(false);
        if (network === 'gone') reader.sample.answering = (_, response) => Boolean(response.destroy());
        const popup = await reader.pressButton(page);
        await untilState(popup, 'matched');
        await until('the text is there', async () =>
          (await namesOf(popup, 'heading')).includes('What to watch next'),
        );
        expect((await reader.badge(page)).text).toBe('1');
      } finally {
        await reader.close();
      }
    },
  );
});

describe('a publication that never answers', () => {
  it.concurrent.each(BROWSERS)('in %s costs the reader nothing, and is told in the end', async (name) => {
    const reader = await openReaderInTurn(name);
    try {
      await reader.untilIndex();
      const options = await reader.open('/options.html');
      reader.sample.answering = () => true;
      await press(pageSurface(options), 'button', 'Check now');
      const page = await reader.visit(reader.sample.page('a desktop host').address);
      await reader.untilBadge(page, '1');
      await until(
        'Options says so',
        () => options.evaluate(() => document.body.innerText.includes('did not answer in time')),
        60_000,
      );
      expect(
        await options.evaluate(() => document.querySelector<HTMLElement>('[data-index]')?.dataset.cards),
      ).toBe('18');
    } finally {
      await reader.close();
    }
  });
});
