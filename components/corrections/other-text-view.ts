import { createContext, type JSX } from 'preact';
import type { CorrectionProps } from './correction-props.ts';

/**
 * Draws a comparison or an earlier version in place of the text. Absent in the popup, which is too small for that: it
 * opens the library instead.
 */
export type OtherTextComponent = (props: CorrectionProps & { readonly shown: string }) => JSX.Element | null;

export const OtherTextView = createContext<OtherTextComponent | undefined>(undefined);
