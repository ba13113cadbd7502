import { browser, granted } from '../../unit/fake-browser.ts';
import { grantWhenAsked, NOTIFICATIONS } from '../browser-and-tab.ts';
import { write } from '../open-page.ts';
import type { PageState } from '../states.ts';
import { NOTIFICATIONS_BACK, options } from './options-page.ts';

/* States of notifications and quiet hours. */

const NOTIFY_WHY =
  'One notification names the new analyses in what you follow. Your library lists them too, with or without it.';

const QUIET = ['Quiet hours', 'Held until quiet hours end. Set the same time twice for none.'];

const NOT_GRANTED = 'The browser did not grant notifications. You can switch them on at any time.';

const NOTIFY_LOST = 'You want notifications, but the browser no longer lets Civic Lens show them.';

const SWITCHED_ON = ['switch "Tell me about new analyses" checked', 'time "From"', 'time "To"'];

export const NOTIFYING: readonly PageState[] = [
  options({ state: 'are off after an install', said: [NOTIFY_WHY] }),
  options({
    state: 'are on, with the default quiet hours',
    prepare: () => notifying(),
    said: [NOTIFY_WHY, ...QUIET],
    offered: { notifications: SWITCHED_ON, permissions: [NOTIFICATIONS_BACK] },
    also: { values: { From: '22:00', To: '08:00' } },
  }),
  options({
    state: 'are switched on when the browser grants them',
    prepare: () => grantWhenAsked(true),
    steps: ['switch "Tell me about new analyses"'],
    said: [NOTIFY_WHY, ...QUIET],
    offered: { notifications: SWITCHED_ON, permissions: [NOTIFICATIONS_BACK] },
  }),
  options({
    state: 'stay off when the browser refuses them, and the page says so',
    prepare: () => grantWhenAsked(false),
    steps: ['switch "Tell me about new analyses"'],
    said: [NOTIFY_WHY, NOT_GRANTED],
    live: { notifications: [NOT_GRANTED] },
  }),
  options({
    state: 'are switched off',
    prepare: () => notifying(),
    steps: ['switch "Tell me about new analyses"'],
    said: [NOTIFY_WHY],
    offered: { permissions: [NOTIFICATIONS_BACK] },
  }),
  options({
    state: 'are on, with the quiet hours that the reader has set',
    prepare: () => notifying(),
    steps: [() => write('time "From"', '23:30')],
    said: [NOTIFY_WHY, ...QUIET],
    offered: { notifications: SWITCHED_ON, permissions: [NOTIFICATIONS_BACK] },
    also: { values: { From: '23:30', To: '08:00' } },
  }),
  options({
    state: 'are on, but the browser no longer allows them',
    prepare: () => browser.storage.local.set({ notify: true }),
    said: [NOTIFY_WHY, NOTIFY_LOST, ...QUIET],
    offered: { notifications: SWITCHED_ON.toSpliced(1, 0, 'button "Allow notifications again"') },
    live: { notifications: [`${NOTIFY_LOST} Allow notifications again`] },
  }),
  options({
    state: 'are allowed again',
    prepare: async () => {
      grantWhenAsked(true);
      await browser.storage.local.set({ notify: true });
    },
    steps: ['button "Allow notifications again"'],
    said: [NOTIFY_WHY, ...QUIET],
    offered: { notifications: SWITCHED_ON, permissions: [NOTIFICATIONS_BACK] },
  }),
];

async function notifying(): Promise<void> {
  granted.add(NOTIFICATIONS);
  await browser.storage.local.set({ notify: true });
}
