import { createContext } from 'preact';
import type { TextKey } from '../../lib/browser/interface-texts.ts';

/** Why an analysis cannot be saved or followed where nothing is written: a private window, or the sample. */
export const NotSavedReason = createContext<TextKey>('savePrivate');
