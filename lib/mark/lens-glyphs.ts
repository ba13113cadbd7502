/** Width and height of a glyph, in units of its path. */
export const GLYPH_GRID = 12;

/**
 * The glyph of each hue, from hue 1, as an SVG path (rule "evenodd"). The glyph identifies a lens without its colour.
 */
export const LENS_GLYPHS = [
  'M6 0 12 6 6 12 0 6z',
  'M6 0A6 6 0 1 1 6 12 6 6 0 1 1 6 0zM6 3.6A2.4 2.4 0 1 0 6 8.4 2.4 2.4 0 1 0 6 3.6z',
  'M1 1h10v2.6H1zM1 5h10v2.6H1zM1 9h10v2.6H1z',
  'M6 .5 12 11.5H0z',
  'M0 8h2.8v4H0zM4.6 4h2.8v8H4.6zM9.2 0H12v12H9.2z',
  'M4.2 0A4.2 4.2 0 1 1 4.2 8.4 4.2 4.2 0 1 1 4.2 0z' +
    'M7.8 3.6A4.2 4.2 0 1 1 7.8 12 4.2 4.2 0 0 1 6 11.6 5.6 5.6 0 0 0 9.8 4.1 4.2 4.2 0 0 0 7.8 3.6z',
  'M4.2 0h3.6v4.2H12v3.6H7.8V12H4.2V7.8H0V4.2h4.2z',
  'M3 .8h6L12 6l-3 5.2H3L0 6z',
] as const;

/**
 * Returns the path of a lens's picture in the package. Notifications show this picture.
 *
 * @param hue number of the lens's hue, from 1
 */
export function lensIconPath(hue: number): string {
  return `/icon/lens/${hue}.png`;
}
