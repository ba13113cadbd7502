import { mkdirSync } from 'node:fs';
import type { BrowserName } from '../../build.ts';
import type { Surface } from './surface.ts';

const FOLDER = '.output/test/screenshots';

/**
 * Writes a screenshot to `.output/test/screenshots/`, for a person to look at. Does nothing unless the environment
 * variable `CIVIC_LENS_PICTURES` is set, because about 160 screenshots take half a minute.
 */
export async function picture(
  surface: Pick<Surface, 'screenshot'>,
  browser: BrowserName,
  name: string,
): Promise<void> {
  if (!process.env.CIVIC_LENS_PICTURES) return;
  mkdirSync(`${FOLDER}/${browser}`, { recursive: true });
  await surface.screenshot(`${FOLDER}/${browser}/${name}.png`);
}
