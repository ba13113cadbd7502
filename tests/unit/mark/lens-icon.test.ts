import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LENS_GLYPHS } from '../../../lib/mark/lens-glyphs.ts';
import { lensDrawing } from '../../../lib/mark/lens-icon.ts';
import { pixelsOf } from '../../../lib/mark/png.ts';
import { coversPoint } from '../../../lib/mark/shapes.ts';
import { polygonsOf } from '../../../lib/mark/svg-path.ts';
import { contrast } from './contrast.ts';

describe('an SVG path', () => {
  type Place = [x: number, y: number];
  const isIn =
    (path: string) =>
    ([x, y]: Place): boolean =>
      coversPoint({ type: 'path', path, at: 0, scale: 1 }, x, y);
  it.each<[what: string, path: string, inside: Place[], outside: Place[]]>([
    [
      'a diamond',
      LENS_GLYPHS[0],
      [
        [6, 6],
        [3.1, 3.1],
      ],
      [
        [2.9, 2.9],
        [11, 11],
      ],
    ],
    [
      'a ring',
      LENS_GLYPHS[1],
      [
        [0.1, 6],
        [3.5, 6],
        [6, 11.9],
      ],
      [
        [6, 6],
        [3.7, 6],
        [0.5, 0.5],
      ],
    ],
    [
      'bars',
      LENS_GLYPHS[2],
      [
        [1.1, 1.1],
        [10.9, 11.5],
      ],
      [
        [6, 4.3],
        [0.9, 2],
      ],
    ],
    // The first circle hides a part of the second circle, and a gap lies between the two.
    [
      'two circles',
      LENS_GLYPHS[5],
      [
        [4.2, 8.3],
        [11.9, 7.8],
        [7.8, 11.9],
      ],
      [
        [4.2, 8.5],
        [7.5, 7.5],
        [12.1, 7.8],
      ],
    ],
    [
      'a cross',
      LENS_GLYPHS[6],
      [
        [6, 0.1],
        [0.1, 6],
      ],
      [
        [4.1, 4.1],
        [11, 1],
      ],
    ],
    [
      'a hexagon',
      LENS_GLYPHS[7],
      [
        [0.1, 6],
        [3, 0.9],
      ],
      [
        [0.5, 1],
        [12.1, 6],
      ],
    ],
  ])('covers the points of %s', (_, path, inside, outside) => {
    expect(inside.map(isIn(path))).toEqual(inside.map(() => true));
    expect(outside.map(isIn(path))).toEqual(outside.map(() => false));
  });

  it('can have lines, and arcs that bend to either side', () => {
    expect(polygonsOf('m1 1 2 0v2h-2zM5 5L6 7')).toEqual([
      [
        [1, 1],
        [3, 1],
        [3, 3],
        [1, 3],
      ],
      [
        [5, 5],
        [6, 7],
      ],
    ]);
    // Each arc is a quarter of a circle around (0, 0) or (10, 10), or the other three quarters of that circle.
    const inSquare = (flags: string): string[] => {
      const places: Place[] = [
        [6, 6],
        [4, 4],
        [-5, -5],
        [15, 15],
      ];
      return places.filter(isIn(`M10 0A10 10 0 ${flags} 0 10z`)).map(String);
    };
    expect(['0 1', '0 0', '1 0', '1 1'].map(inSquare)).toEqual([
      ['6,6'],
      ['4,4'],
      ['4,4', '-5,-5'],
      ['6,6', '15,15'],
    ]);
  });

  it('with an unknown command is refused', () => {
    expect(() => polygonsOf('M0 0C1 1 2 2 3 3')).toThrow('svg-path.ts does not know the command "C".');
  });
});

describe('the picture of a lens', () => {
  const hues = LENS_GLYPHS.map((_, n) => n + 1);

  it('is different for each hue', () => {
    expect(new Set(hues.map((hue) => String(pixelsOf(lensDrawing(hue), 32)))).size).toBe(hues.length);
  });

  it('has the colours of the pages, and a visible glyph', () => {
    const tokens = readFileSync('components/ui/tokens.css', 'utf8');
    const ofPages = [...tokens.matchAll(/--lens(?:-tint)?: light-dark\((#[0-9a-f]{6}),/g)].map(
      ([, colour]) => colour,
    );
    expect(hues.flatMap((hue) => lensDrawing(hue).map(({ colour }) => colour))).toEqual(ofPages);
    for (const hue of hues) {
      const [tile, glyph] = lensDrawing(hue);
      expect(contrast(tile?.colour ?? '', glyph?.colour ?? '')).toBeGreaterThan(4.5);
    }
  });

  it.each([0, 9])('does not exist for hue %d', (hue) => {
    expect(() => lensDrawing(hue)).toThrow(`There is no hue ${hue}.`);
  });
});
