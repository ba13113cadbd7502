import { beforeEach, describe, expect, it } from 'vitest';
import { dropLetter, keepLetter, keptLetter } from '../../../lib/share/kept-letters.ts';
import { browser, resetBrowser } from '../fake-browser.ts';

const PAGE = 'https://outlet.example/story';
const LETTER = { subject: 'A subject', body: 'Dear desk,\nhello' };

beforeEach(() => resetBrowser());

describe('an edited letter', () => {
  it('is kept for its page, even if the address has a fragment', async () => {
    await keepLetter({ address: `${PAGE}#comments` }, LETTER);
    expect(await keptLetter({ address: PAGE })).toEqual(LETTER);
  });

  it.each([
    ['another page', { address: `${PAGE}-2` }],
    ['a wrong analysis of the page', { address: PAGE, wrong: 'ferry' }],
  ])('is not used as a letter about %s', async (_, topic) => {
    await keepLetter({ address: PAGE }, LETTER);
    expect(await keptLetter(topic)).toBeUndefined();
  });

  it('is deleted without the other letters', async () => {
    await keepLetter({ address: PAGE }, LETTER);
    await keepLetter({ address: PAGE, wrong: 'ferry' }, LETTER);
    await dropLetter({ address: PAGE });
    expect(await keptLetter({ address: PAGE })).toBeUndefined();
    expect(await keptLetter({ address: PAGE, wrong: 'ferry' })).toEqual(LETTER);
  });

  it('is not written to the disk', async () => {
    await keepLetter({ address: PAGE }, LETTER);
    expect(await browser.storage.local.get(null)).toEqual({});
  });

  it.each([['a text'], [{ subject: 'A subject' }], [{ subject: 1, body: [] }], [null]])(
    'is not used if it is damaged in the storage: %j',
    async (stored) => {
      await keepLetter({ address: PAGE }, LETTER);
      const [key = ''] = Object.keys(await browser.storage.session.get(null));
      await browser.storage.session.set({ [key]: stored });
      expect(await keptLetter({ address: PAGE })).toBeUndefined();
    },
  );
});
