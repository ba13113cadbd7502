import { createContext } from 'preact';
import type { TextKey } from '../../lib/browser/interface-texts.ts';

/**
 * Key of the text that says why the reader cannot save or follow: the window is private, or the analysis is a sample.
 */
export const NotSavedReason = createContext<TextKey>('savePrivate');
