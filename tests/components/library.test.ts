// @vitest-environment jsdom
import { COMMANDS, COPY, LINKS, LISTS, NEW_FOR_YOU, READING, REMOVED, WITHDRAWN } from './library.states.ts';
import { describeStates } from './states.ts';

describeStates('the library', LISTS);
describeStates('reading in the library', READING);
describeStates('the second copy of the library', COPY);
describeStates('what was removed from the library', REMOVED);
describeStates('what the publication withdrew', WITHDRAWN);
describeStates('new for you in the library', NEW_FOR_YOU);
describeStates('a command explained in the library', COMMANDS);
describeStates('a link looked up in the library', LINKS);
