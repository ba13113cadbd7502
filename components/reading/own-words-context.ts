import { type ComponentType, createContext } from 'preact';
import type { CursorButtonProps } from './cursor-button.tsx';
import type { OwnWordsProps } from './own-words.tsx';

/** The parts of a reading view with which readers mark passages and write. */
export interface OwnWordsParts {
  /** Shows the reader's highlights and note. */
  readonly Words: ComponentType<OwnWordsProps>;
  /** Starts choosing words with the keyboard. */
  readonly Button: ComponentType<CursorButtonProps>;
}

/**
 * These parts. The popup has none: it closes when the reader clicks outside it, and its code must stay small.
 */
export const OwnWordsContext = createContext<OwnWordsParts | undefined>(undefined);
