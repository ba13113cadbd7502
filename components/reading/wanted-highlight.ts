/** The highlight that the reader has chosen in another list of this page, to see it in the text. */
export interface WantedHighlight {
  readonly id: string;
  /** The control that the reader pressed. It gets the focus back when the highlight is closed. */
  readonly from: HTMLElement;
}

let wanted: WantedHighlight | undefined;
const listeners = new Set<() => void>();

/** Asks the reading view to show a highlight, now or once its analysis is open. */
export function wantHighlight(highlight: WantedHighlight): void {
  wanted = highlight;
  for (const listener of listeners) listener();
}

/** Returns the wanted highlight if it is one of these. Returns it only once. */
export function takeWantedHighlight(ids: readonly string[]): WantedHighlight | undefined {
  if (!wanted || !ids.includes(wanted.id)) return undefined;
  const taken = wanted;
  wanted = undefined;
  return taken;
}

/** Calls back when the reader wants to see a highlight. Returns a function that ends the calls. */
export function onWantedHighlight(callback: () => void): () => void {
  listeners.add(callback);
  return () => listeners.delete(callback);
}
