/**
 * How a page reads the database itself: it asks it, and watches it. Only the library does so, because its lists are
 * long; all other pages ask the background.
 */

import { on, onExpectedFailure } from '../browser/listener-errors.ts';
import { onDatabaseMade } from '../db/database.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { send } from './messages.ts';

export { liveQuery } from 'dexie';
export { onReopened } from '../db/open-database.ts';
export { onTrouble } from '../sync/database-trouble.ts';
export { answer } from './queries.ts';

// A page shows the reader that the database failed. The background records why, and tries again.
onExpectedFailure(isDatabaseFailure);
// If this page is the first to open a database after its loss, the background fills it from the second copy.
onDatabaseMade(on('fill the library', () => send({ type: 'libraryChanged' })));
