// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press } from './open-page.ts';
import { receiveIndex } from './publication.ts';

/** Tests that the name of a lens, topic or outlet in the reading view leads to the list of all its analyses. */

const title = (): string | null | undefined => document.querySelector('.list-tools h1')?.textContent;

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
  await openPage('/library.html#analysis=ferry');
});
afterEach(closePage);

describe('a name in the reading view of the library', () => {
  it.each([
    ['Global Power Plays', '#lens=global-power-plays'],
    ['Northern Ledger – World', '#outlet=Northern%20Ledger%20%E2%80%93%20World'],
    ['shipping', '#topic=shipping'],
    ['labour', '#topic=labour'],
  ])('leads to all analyses of %s in the same page', async (name, hash) => {
    await control('button "Follow topic labour"');
    const links = [...document.querySelectorAll<HTMLAnchorElement>('article a')];
    const own = links.filter((link) => link.textContent === name);
    expect([...new Set(own.map((link) => link.hash))]).toEqual([hash]);
    own.at(-1)?.click();
    await eventually(() => expect(title()).toBe(name));
    expect(location.hash).toBe(hash);
  });

  it('leads to a list with a button that follows the topic, and a link to its page at the publication', async () => {
    await control('button "Follow topic labour"');
    await press('link "shipping"');
    const link = await control('link "More from shipping"');
    expect(link.getAttribute('href')).toBe('https://noligarchy.us/topics/shipping');
    await press('button "Follow shipping"');
    await eventually(async () =>
      expect(await db.followed.toArray()).toMatchObject([{ key: 'topic:shipping' }]),
    );
  });
});
