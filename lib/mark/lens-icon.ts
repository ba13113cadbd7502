import { GLYPH_GRID, LENS_GLYPHS } from './lens-glyphs.ts';
import type { Painted } from './png.ts';
import { GRID } from './shapes.ts';

/** The colours of each hue, from hue 1. `components/ui/tokens.css` has the same colours for a light background. */
const HUES: readonly { readonly lens: string; readonly tint: string }[] = [
  { lens: '#2b519c', tint: '#e7effe' },
  { lens: '#734c02', tint: '#f9eddd' },
  { lens: '#90302b', tint: '#fde9e7' },
  { lens: '#87305f', tint: '#fde8f1' },
  { lens: '#6b3c8a', tint: '#f4eafb' },
  { lens: '#00672d', tint: '#e3f4e6' },
  { lens: '#026266', tint: '#dcf4f5' },
  { lens: '#045c82', tint: '#dff2fd' },
];

/** Width and height of the glyph in the tile, in units of the grid. */
const SIDE = 16;

/** Returns the picture of a lens: its glyph on a tile in its hue. */
export function lensDrawing(hue: number): Painted[] {
  const [colours, path] = [HUES[hue - 1], LENS_GLYPHS[hue - 1]];
  if (!colours || !path) throw new Error(`There is no hue ${hue}.`);
  const glyph = { type: 'path', path, at: (GRID - SIDE) / 2, scale: SIDE / GLYPH_GRID } as const;
  return [
    { shape: { type: 'tile', corner: 7 }, colour: colours.lens },
    { shape: glyph, colour: colours.tint },
  ];
}
