import { rgbOf } from '../../../lib/mark/png.ts';

/**
 * Returns the contrast of two colours (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Each is written as `#rrggbb`,
 * or as a list of its red, green and blue values (0 to 255).
 */
export function contrast(one: string | readonly number[], other: string | readonly number[]): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string | readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = (typeof colour === 'string' ? rgbOf(colour) : colour).map(
    (value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    },
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
