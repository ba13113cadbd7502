// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeDatabase, save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { FERRY } from './sample-cards.ts';

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
  await save('ferry');
});
afterEach(closePage);

/** Returns the focused element: its tag and its first heading. */
const focused = (): string =>
  [document.activeElement?.localName, document.activeElement?.querySelector('h1, h2')?.textContent].join(' ');

const closed = (): void =>
  closeDatabase(new DOMException('Internal error opening backing store.', 'UnknownError'));

it.each<[what: string, address: string, target: string, prepare?: () => unknown]>([
  ['the list of the library', '/library.html#view=unread', 'section Unread'],
  ['the open analysis of the library', '/library.html#view=unread&analysis=ferry', `div ${FERRY.headline}`],
  [
    'the second copy, while the database is closed',
    '/library.html#view=unread',
    'main Your library cannot be opened now',
    closed,
  ],
  ['the options', '/options.html', 'main Options'],
  ['the welcome page', '/welcome.html', 'main Read the news. See who gains.'],
])('"Skip to content" moves the focus to %s, and keeps the address', async (_, address, target, prepare) => {
  await prepare?.();
  await openPage(address);
  await eventually(async () => {
    const link = await control('link "Skip to content"');
    link.focus();
    link.click();
    expect(focused()).toBe(target);
  });
  expect(location.href).toContain(address);
  expect(document.querySelectorAll('#content')).toHaveLength(1);
  // The next press of the Tab key leads into the target.
  expect(document.activeElement?.id).toBe('content');
});
