import { browser, granted } from '../../unit/fake-browser.ts';
import {
  ALL_SITES,
  grantWhenAsked,
  NOTIFICATIONS,
  removeLikeChromium,
  takeAccessBack,
} from '../browser-and-tab.ts';
import { settled } from '../open-page.ts';
import type { PageState } from '../states.ts';
import {
  AUTOMATIC,
  automatic,
  HEADINGS,
  NO_SITES,
  NOTIFICATIONS_BACK,
  ON_CLICK,
  options,
  REFUSED,
  TAKE_BACK,
} from './options-page.ts';

/* States of the mode, of permissions, of lost access, and of sites that the reader switched off. */

const EXPLAINED = [
  'Compares each address with a list on this device. Needs access to all websites, for which your browser asks.',
  'No access to sites: looks only at the page on which you click.',
];

const ONLY_PUBLICATION =
  'Civic Lens reads noligarchy.us. Everything else is yours to allow, and you can take it back at any time.';

export const MODE: readonly PageState[] = [
  options({
    state: 'is on click until the reader chooses',
    said: [...EXPLAINED],
    live: {},
    also: { title: 'Civic Lens options' },
  }),
  options({
    state: 'is on click',
    prepare: () => browser.storage.local.set({ mode: 'on-click' }),
    said: [...EXPLAINED],
    offered: { mode: ON_CLICK },
  }),
  options({
    state: 'is automatic',
    prepare: () => {
      granted.add(ALL_SITES);
      return browser.storage.local.set({ mode: 'automatic' });
    },
    said: [...EXPLAINED],
    offered: { mode: AUTOMATIC, permissions: [TAKE_BACK] },
  }),
  options({
    state: 'becomes automatic when the browser grants all sites',
    prepare: () => grantWhenAsked(true),
    steps: ['radio "Light up by itself"'],
    said: [...EXPLAINED],
    offered: { mode: AUTOMATIC, permissions: [TAKE_BACK] },
  }),
  options({
    state: 'stays on click when the browser refuses access, and Options says so',
    prepare: () => grantWhenAsked(false),
    steps: ['radio "Light up by itself"'],
    said: [...EXPLAINED, REFUSED],
    offered: { mode: ON_CLICK },
    live: { mode: [REFUSED] },
  }),
  options({
    state: 'becomes on click when the reader chooses it',
    prepare: () => {
      granted.add(ALL_SITES);
      return browser.storage.local.set({ mode: 'automatic' });
    },
    steps: ['radio "Only when I click"'],
    said: [...EXPLAINED],
    offered: { mode: ON_CLICK },
  }),
];

const ALLOWED = 'You allow Civic Lens to read the pages of all sites, so that it can light up by itself.';

export const PERMISSIONS: readonly PageState[] = [
  options({
    state: 'are only those for the publication right after the installation',
    said: [ONLY_PUBLICATION],
  }),
  options({
    state: 'for all sites can be taken back',
    prepare: automatic,
    said: [ONLY_PUBLICATION, ALLOWED],
    offered: { mode: AUTOMATIC, permissions: [TAKE_BACK] },
  }),
  options({
    state: 'for all sites are given back, and the mode changes to on click',
    prepare: automatic,
    steps: [TAKE_BACK],
    said: [ONLY_PUBLICATION],
    offered: { mode: ON_CLICK },
  }),
  options({
    state:
      'for the publication are requested again, because Chromium removes them together with those for all sites',
    prepare: () => {
      removeLikeChromium();
      grantWhenAsked(true);
      return automatic();
    },
    steps: [TAKE_BACK],
    said: [ONLY_PUBLICATION],
    offered: { mode: ON_CLICK },
  }),
  options({
    state: 'for all sites are named before everything is deleted, because they are given back, too',
    prepare: automatic,
    steps: ['button "Delete everything"'],
    said: [
      ONLY_PUBLICATION,
      ALLOWED,
      'The access to all sites is given back, too. Your browser may then ask again whether Civic Lens may contact ' +
        'noligarchy.us.',
    ],
    offered: {
      mode: AUTOMATIC,
      permissions: [TAKE_BACK],
      deleting: ['button "Yes, delete everything"', 'button "Keep everything"'],
    },
  }),
  options({
    state: 'are requested again after everything was deleted',
    prepare: () => {
      removeLikeChromium();
      grantWhenAsked(true);
      return automatic();
    },
    steps: ['button "Delete everything"', 'button "Yes, delete everything"'],
    said: [ONLY_PUBLICATION],
    offered: { mode: ON_CLICK },
  }),
  options({
    state: 'for notifications are given back, and notifications are then off',
    prepare: () => {
      granted.add(NOTIFICATIONS);
      return browser.storage.local.set({ notify: true });
    },
    steps: [NOTIFICATIONS_BACK],
    said: [ONLY_PUBLICATION],
  }),
];

const LOST = ['Options', 'Access was taken back', ...HEADINGS.slice(1)];

const GRANT = 'button "Allow access again"';

const SITES_LOST =
  '“Light up by itself” is chosen, but the browser no longer lets Civic Lens read pages. Until you allow it ' +
  'again, it looks only when you click.';

const PUBLICATION_LOST =
  'The browser no longer lets Civic Lens contact noligarchy.us, so the list of analyses cannot be renewed.';

export const ACCESS: readonly PageState[] = [
  options({
    state: 'is reported if automatic mode lacks access to all sites',
    prepare: () => browser.storage.local.set({ mode: 'automatic' }),
    said: [SITES_LOST],
    offered: { access: [GRANT], mode: AUTOMATIC },
    headings: LOST,
    live: { access: [`Access was taken back ${SITES_LOST} Allow access again`] },
  }),
  options({
    state: 'is no longer reported once the reader grants access again',
    prepare: async () => {
      grantWhenAsked(true);
      await browser.storage.local.set({ mode: 'automatic' });
    },
    steps: [GRANT],
    said: [],
    offered: { mode: AUTOMATIC, permissions: [TAKE_BACK] },
  }),
  options({
    state: 'is reported for the publication',
    prepare: takeAccessBack,
    said: [PUBLICATION_LOST],
    offered: { access: [GRANT], permissions: [GRANT] },
    headings: LOST,
  }),
  options({
    state: 'is reported for the publication and for all sites together',
    prepare: async () => {
      takeAccessBack();
      await browser.storage.local.set({ mode: 'automatic' });
    },
    said: [SITES_LOST, PUBLICATION_LOST],
    offered: { access: [GRANT, GRANT], mode: AUTOMATIC, permissions: [GRANT] },
    headings: ['Options', 'Access was taken back', ...LOST.slice(1)],
  }),
  options({
    state: 'is reported at once if it is lost while Options is open',
    prepare: () => {
      granted.add(ALL_SITES);
      return browser.storage.local.set({ mode: 'automatic' });
    },
    steps: [
      settled,
      () => {
        granted.delete(ALL_SITES);
        browser.permissions.onRemoved.fire({ origins: [ALL_SITES] });
      },
    ],
    said: [SITES_LOST],
    offered: { access: [GRANT], mode: AUTOMATIC },
    headings: LOST,
  }),
];

export const SITES: readonly PageState[] = [
  options({ state: 'do not exist right after the installation', said: [NO_SITES] }),
  options({
    state: 'are listed, each with a button that switches it on',
    prepare: () =>
      browser.storage.local.set({ sitesOff: ['harbour-courier.example', 'quiet-gazette.example'] }),
    said: ['harbour-courier.example Switch on for harbour-courier.example'],
    offered: {
      sites: [
        'button "Switch on for harbour-courier.example"',
        'button "Switch on for quiet-gazette.example"',
      ],
    },
  }),
  options({
    state: 'no longer exist after the reader has switched the last site on',
    prepare: () => browser.storage.local.set({ sitesOff: ['harbour-courier.example'] }),
    steps: ['button "Switch on for harbour-courier.example"'],
    said: [NO_SITES],
  }),
];
