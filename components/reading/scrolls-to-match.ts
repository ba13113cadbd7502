import { createContext } from 'preact';

/**
 * Whether the page scrolls to the first match of a search in the open text, instead of to the stored place; `undefined`
 * until that is known.
 */
export const ScrollsToMatch = createContext<boolean | undefined>(false);
