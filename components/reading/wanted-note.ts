let wanted: string | undefined;
const listeners = new Set<() => void>();

/** Asks the reading view to focus the field for the note of a saved analysis, now or once the analysis is open. */
export function wantNote(id: string): void {
  wanted = id;
  for (const listener of listeners) listener();
}

/** Whether the reader has asked to write the note of this analysis. Returns `true` only once for each request. */
export function takeWantedNote(id: string): boolean {
  const isWanted = wanted === id;
  if (isWanted) wanted = undefined;
  return isWanted;
}

/** Calls back when the reader wants to write a note. Returns a function that ends the calls. */
export function onWantedNote(callback: () => void): () => void {
  listeners.add(callback);
  return () => listeners.delete(callback);
}
