import { BROWSER } from './browser.ts';
import { INDEX } from './cards-and-publication.ts';
import type { Mutant } from './mutant.ts';
import { PAGES } from './pages.ts';
import { KEEPING } from './save-and-follow.ts';
import { SEARCH } from './search.ts';
import { SYNC } from './sync.ts';

/** All mutants. Each file contains those of one subject. */
export const MUTANTS: readonly Mutant[] = [...PAGES, ...INDEX, ...SYNC, ...KEEPING, ...BROWSER, ...SEARCH];
