import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { type LensHues, onLensHuesChanged, readLensHues } from '../../lib/browser/lens-hues.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { onSettingsChanged, readSettings, type Settings } from '../../lib/browser/settings.ts';

/** The settings that determine the look of the pages: the reader's choices, and the hue of each lens. */
export interface Appearance extends Pick<Settings, 'theme' | 'textSize' | 'measure'> {
  readonly lensHues: LensHues;
}

const Hues = createContext<LensHues>({});
export const LensHuesProvider = Hues.Provider;

export async function readAppearance(): Promise<Appearance> {
  const [{ theme, textSize, measure }, lensHues] = await Promise.all([readSettings(), readLensHues()]);
  return { theme, textSize, measure, lensHues };
}

/** The part of the appearance that the reader chooses. */
export type AppearanceChoice = Omit<Appearance, 'lensHues'>;

/** Sets the attributes of the document that `tokens.css` reads. */
export function applyAppearance({ theme, textSize, measure }: AppearanceChoice): void {
  const { dataset } = document.documentElement;
  dataset.theme = theme;
  dataset.textSize = String(textSize);
  dataset.measure = measure;
}

/** Reads the reader's choices back from the attributes of the document. */
export function shownAppearance(): AppearanceChoice {
  const { theme, textSize, measure } = document.documentElement.dataset;
  return { theme, textSize: Number(textSize), measure } as AppearanceChoice;
}

/**
 * Returns the appearance, updated when it changes. Also updates the attributes of the document.
 *
 * @param first the appearance that was read before the first render
 */
export function useAppearance(first: Appearance): Appearance {
  const [appearance, setAppearance] = useState(first);
  useEffect(() => {
    const read = guardedListener('read the appearance', async () => {
      const now = await readAppearance();
      applyAppearance(now);
      setAppearance(now);
    });
    const ends = [onSettingsChanged(read), onLensHuesChanged(read)];
    // Read the appearance again now, because it may have changed before the listeners were added.
    read();
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return appearance;
}

/** Returns the hue number of a lens, for the attribute `data-hue`; 0 if there is no lens, or if it has no hue. */
export function useLensHue(id: string | undefined): number {
  const hues = useContext(Hues);
  return (id !== undefined && Object.hasOwn(hues, id) && hues[id]) || 0;
}
