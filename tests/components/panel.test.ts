// @vitest-environment jsdom
import { ANALYSIS, BECAUSE } from './panel/analysis.states.ts';
import { CHOICE } from './panel/choice.states.ts';
import { CLOSED_DATABASE } from './panel/closed-database.states.ts';
import { LETTERS } from './panel/letters.states.ts';
import { LIGHT_UP } from './panel/light-up.states.ts';
import { NO_ANALYSIS, NO_ARTICLES } from './panel/no-analysis.states.ts';
import { NO_INDEX_YET } from './panel/no-index.states.ts';
import { NOT_SURE } from './panel/not-sure.states.ts';
import { PARTIAL } from './panel/partial.states.ts';
import { SAVING } from './panel/saving.states.ts';
import { TELL_ME_STATES } from './panel/tell-me.states.ts';
import { TEXT } from './panel/text.states.ts';
import { describeStates } from './states.ts';

describeStates('the popup on an analysed article', ANALYSIS);
describeStates('the popup explains why it shows an analysis', BECAUSE);
describeStates('the popup', SAVING);
describeStates('the text of an analysis', TEXT);
describeStates('the popup with several or doubtful analyses', CHOICE);
describeStates('the popup on an article without analysis', NO_ANALYSIS);
describeStates('"Tell me if one comes"', TELL_ME_STATES);
describeStates('the popup while only a part of the list has arrived', PARTIAL);
describeStates('the popup on a page that is not an article', NO_ARTICLES);
describeStates('the popup before the list of analyses arrives', NO_INDEX_YET);
describeStates('the popup while the database is closed or full', CLOSED_DATABASE);
describeStates('the popup without an answer', NOT_SURE);
describeStates('the reminder in the popup', LIGHT_UP);
describeStates('a letter to the publication', LETTERS);
