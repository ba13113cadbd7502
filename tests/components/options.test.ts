// @vitest-environment jsdom
import { ACCESS, MODE, PERMISSIONS, SITES } from './options/access.states.ts';
import { DELETING, KEYS, STORAGE } from './options/device.states.ts';
import { INDEX, PAGES, TEXTS } from './options/index.states.ts';
import { NOTIFYING } from './options/notifications.states.ts';
import { REFUSED_IN_OPTIONS, REFUSED_IN_PANEL } from './options/refused-settings.states.ts';
import { ANSWERS, WAITING } from './options/remembered.states.ts';
import {
  ARTICLE_CARDS,
  FOLLOWING,
  KEEPING_TEXTS,
  PINNING,
  SAMPLING,
  WELCOME_TROUBLE,
  WELCOMING,
} from './options/welcome.states.ts';
import { describeStates } from './states.ts';

describeStates('the mode in Options', MODE);
describeStates('permissions in Options', PERMISSIONS);
describeStates('lost access in Options', ACCESS);
describeStates('the switched-off sites in Options', SITES);
describeStates('the articles that the reader asked about in Options', WAITING);
describeStates('the reader’s answers in Options', ANSWERS);
describeStates('the index in Options', INDEX);
describeStates('reading page by page in Options', PAGES);
describeStates('the texts kept on the device in Options', TEXTS);
describeStates('notifications in Options', NOTIFYING);
describeStates('the keyboard shortcuts in Options', KEYS);
describeStates('the storage in Options', STORAGE);
describeStates('deleting everything in Options', DELETING);
describeStates('a refused change in Options', REFUSED_IN_OPTIONS);
describeStates('a refused change in the side panel', REFUSED_IN_PANEL);
describeStates('the welcome page', WELCOMING);
describeStates('the welcome page without a list', WELCOME_TROUBLE);
describeStates('the articles on the welcome page', ARTICLE_CARDS);
describeStates('the pinning on the welcome page', PINNING);
describeStates('keeping all texts on the welcome page', KEEPING_TEXTS);
describeStates('the sample on the welcome page', SAMPLING);
describeStates('the lenses on the welcome page', FOLLOWING);
