/**
 * Lets a page query and watch the database itself. Only the library page does so, because its lists are long. All
 * other pages send their queries to the background.
 */

import { guardedListener, setExpectedFailureHandler } from '../browser/listener-errors.ts';
import { onDatabaseMade } from '../db/database.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { sendMessage } from './messages.ts';

export { liveQuery } from 'dexie';
export { onReopened } from '../db/open-database.ts';
export { watchSaved } from '../library/watch-saved.ts';
export { onTrouble } from '../sync/database-trouble.ts';
export { answerQuery as answer } from './queries.ts';

// Do not report failures of the database here: the page shows them to the reader, and the background records them.
setExpectedFailureHandler(isDatabaseFailure);
// If the browser has lost the database and this page creates it again, ask the background to fill it from the second
// copy.
onDatabaseMade(guardedListener('fill the library', () => sendMessage({ type: 'libraryChanged' })));
