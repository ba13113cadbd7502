import { type ComponentType, createContext } from 'preact';
import type { CursorButtonProps } from './choose-by-keyboard-button.tsx';
import type { OwnWordsProps } from './own-words.tsx';

/** The parts of a reading view with which the reader highlights passages and writes comments and a note. */
export interface OwnWordsParts {
  /** Shows the reader's highlights and note. */
  readonly Words: ComponentType<OwnWordsProps>;
  /** The button with which the reader starts to choose words with the keyboard. */
  readonly Button: ComponentType<CursorButtonProps>;
}

/**
 * The parts for the reading views inside the provider of this context; `undefined` without a provider. The popup has
 * none, because it closes when the reader clicks outside it, and because its code must stay small.
 */
export const OwnWordsContext = createContext<OwnWordsParts | undefined>(undefined);
