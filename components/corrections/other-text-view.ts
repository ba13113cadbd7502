import { createContext, type JSX } from 'preact';
import type { CorrectionProps } from './correction-props.ts';

/**
 * Draws a comparison or an earlier version in place of the text. Absent in the popup: the popup is too small, so it
 * opens the library instead.
 */
export type OtherTextComponent = (props: CorrectionProps & { readonly shown: string }) => JSX.Element | null;

export const OtherTextView = createContext<OtherTextComponent | undefined>(undefined);
