import { Library } from '../../components/library.tsx';
import { mount } from '../../components/mount.tsx';

mount(<Library />, 'libraryTitle');
