import { createContext } from 'preact';

/** Whether a search leads to a place in the open text, so that the stored place must wait; `undefined` until known. */
export const LedBySearch = createContext<boolean | undefined>(false);
