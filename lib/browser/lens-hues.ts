import { browser } from './browser.ts';

/** Maps the id of a lens to the number of its hue, 1 to 8. A lens without a hue has a neutral colour. */
export type LensHues = Readonly<Record<string, number>>;

/** Key of the hues in `storage.local`. */
const LENS_HUES = 'lensHues';

/** Number of hues that the design has. */
const HUES = 8;

/** Reads the hues that were assigned. Leaves out damaged values. */
export async function readLensHues(): Promise<LensHues> {
  const stored: unknown = (await browser.storage.local.get(LENS_HUES))[LENS_HUES];
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter(([, hue]) => isHue(hue)));
}

function isHue(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= HUES;
}

/**
 * Assigns a hue to each new lens, in the order of the list. A lens keeps its hue forever, so a new lens does not change
 * the colours that the reader knows.
 *
 * @param lenses ids of the publication's lenses, in its order
 */
export async function assignLensHues(lenses: readonly string[]): Promise<void> {
  const hues = await readLensHues();
  const assigned = withNewLenses(hues, lenses);
  if (Object.keys(assigned).length > Object.keys(hues).length)
    await browser.storage.local.set({ [LENS_HUES]: assigned });
}

/**
 * Adopts the hues of an imported library. Gives each lens the hue that the file offers for it, unless the lens already
 * has a hue, or another lens already has the offered hue.
 */
export async function adoptLensHues(offered: LensHues): Promise<void> {
  const hues = await readLensHues();
  const taken = new Set(Object.values(hues));
  const adopted = Object.entries(offered).filter(([lens, hue]) => {
    const isAdopted = isHue(hue) && !Object.hasOwn(hues, lens) && !taken.has(hue);
    if (isAdopted) taken.add(hue);
    return isAdopted;
  });
  if (adopted.length > 0)
    await browser.storage.local.set({ [LENS_HUES]: { ...hues, ...Object.fromEntries(adopted) } });
}

/** Returns the hues, and the lowest free hue for each lens that has none. Once no hue is free, lenses get none. */
export function withNewLenses(hues: LensHues, lenses: readonly string[]): LensHues {
  const assigned = new Map(Object.entries(hues));
  const taken = new Set(assigned.values());
  for (const lens of lenses) {
    if (assigned.has(lens)) continue;
    const free = Array.from({ length: HUES }, (_, n) => n + 1).find((hue) => !taken.has(hue));
    if (free === undefined) break;
    assigned.set(lens, free);
    taken.add(free);
  }
  return Object.fromEntries(assigned);
}

/**
 * Calls `callback` when hues are assigned, on this page or elsewhere in the extension.
 *
 * @returns a function that removes the listener
 */
export function onLensHuesChanged(callback: () => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area === 'local' && LENS_HUES in changes) callback();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
