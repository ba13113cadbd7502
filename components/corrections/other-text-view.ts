import { createContext, type JSX } from 'preact';
import type { CorrectionProps } from './correction-props.ts';

/** Draws a comparison, an earlier version or the list of versions in place of the text. */
export type OtherTextComponent = (props: CorrectionProps & { readonly shown: string }) => JSX.Element | null;

/** `undefined` in the popup: the popup is too small for another text, so it opens the library instead. */
export const OtherTextView = createContext<OtherTextComponent | undefined>(undefined);
