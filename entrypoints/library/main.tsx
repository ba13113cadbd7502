import { readFirstRows } from '../../components/library/first-rows.ts';
import { Library } from '../../components/library/library-page.tsx';
import { renderPage } from '../../components/ui/render-page.tsx';
import * as database from '../../lib/app/database-for-pages.ts';
import { readOwnDatabase } from '../../lib/app/send-query.ts';

readOwnDatabase(database);
readFirstRows();
renderPage(<Library />, 'libraryTitle');
