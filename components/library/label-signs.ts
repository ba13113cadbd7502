import { createContext } from 'preact';
import { useMemo } from 'preact/hooks';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/** The sign before a label for which the reader has chosen no sign. */
export const DEFAULT_SIGN = '#';

/** The signs of the reader's labels, by the name of the label. Labels with the default sign are absent. */
export const LabelSigns = createContext<ReadonlyMap<string, string>>(new Map());

/** Reads the signs of the reader's labels, for `LabelSigns`. */
export function useLabelSigns(): ReadonlyMap<string, string> {
  const labels = readyValue(useLiveQuery('labels'));
  return useMemo(
    () => new Map(labels?.flatMap(({ name, glyph }): [string, string][] => (glyph ? [[name, glyph]] : []))),
    [labels],
  );
}
