import { Library } from '../../components/library/library-page.tsx';
import { mount } from '../../components/ui/render-page.tsx';
// What this page shows first stands in the database.
import '../../lib/app/page-database.ts';

mount(<Library />, 'libraryTitle');
