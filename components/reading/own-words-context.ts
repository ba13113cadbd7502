import { type ComponentType, createContext } from 'preact';
import type { OwnWordsProps } from './own-words.tsx';

/**
 * The component that shows the reader's highlights and note. The popup has none: it closes when the reader clicks
 * outside it, and its code must stay small.
 */
export const OwnWordsContext = createContext<ComponentType<OwnWordsProps> | undefined>(undefined);
