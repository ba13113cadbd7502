// @vitest-environment jsdom
import './modal-dialogs.ts';
import { describeStates } from './states.ts';
import { IMPORT, IMPORT_WITHOUT_LIST } from './transfer/import.states.ts';

describeStates('the import dialog', IMPORT);
describeStates('an import before the whole list of analyses has arrived', IMPORT_WITHOUT_LIST);
