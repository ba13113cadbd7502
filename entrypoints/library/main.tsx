import { Library } from '../../components/library.tsx';
import { mount } from '../../components/mount.tsx';
// What this page shows first stands in the database.
import '../../lib/page-database.ts';

mount(<Library />, 'libraryTitle');
