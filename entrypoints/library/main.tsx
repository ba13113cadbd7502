import { Library } from '../../components/library/library-page.tsx';
import { renderPage } from '../../components/ui/render-page.tsx';
// Load the database code together with the page, because everything that the page shows first is in the database.
import '../../lib/app/database-for-pages.ts';

renderPage(<Library />, 'libraryTitle');
