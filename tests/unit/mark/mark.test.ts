import { unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { iconFiles, iconsInManifest } from '../../../lib/mark/icon-files.ts';
import { LENS_GLYPHS, lensIconPath } from '../../../lib/mark/lens-glyphs.ts';
import { toolbarDrawing, toolbarSvg } from '../../../lib/mark/mark.ts';
import { type Painted, pixelsOf, pngOf } from '../../../lib/mark/png.ts';
import { coversPoint, GRID, type Shape, svgElement } from '../../../lib/mark/shapes.ts';
import {
  ICON_SIZES,
  TOOLBAR_ICONS,
  type ToolbarIcon,
  toolbarIconPath,
} from '../../../lib/mark/toolbar-icon.ts';
import { contrast } from './contrast.ts';

/** The colours on which every icon must be visible: those of Chrome's light toolbar and of Firefox's dark toolbar. */
const TOOLBARS = { light: '#f1f3f4', dark: '#2b2a33' };
/** The dark toolbar of Chromium 156. Pale icons contrast less with it than with the toolbars above. */
const GREY = '#3c3c3c';

/** Returns points on the middle of a shape's lines, or inside a filled shape, in units of the grid. */
function pointsOn(shape: Shape): [number, number][] {
  const around = (x: number, y: number, radius: number): [number, number][] =>
    Array.from({ length: 48 }, (_, n) => (n / 48) * 2 * Math.PI).map((angle) => [
      x + radius * Math.cos(angle),
      y + radius * Math.sin(angle),
    ]);
  switch (shape.type) {
    case 'ring':
      return around(shape.x, shape.y, shape.radius);
    case 'disc':
      return [[shape.x, shape.y], ...around(shape.x, shape.y, shape.radius * 0.6)];
    case 'lens':
      return [-5, -3, 0, 3, 5].map((y) => [GRID / 2, GRID / 2 + y]);
    case 'line': {
      const [[ax, ay], [bx, by]] = [shape.from, shape.to];
      return Array.from({ length: 21 }, (_, n) => [ax + ((bx - ax) * n) / 20, ay + ((by - ay) * n) / 20]);
    }
    case 'path':
    case 'tile':
      return [];
  }
}

/** The pixels of toolbar icons that the tests have drawn. Drawing takes most of their time. */
const drawn = new Map<string, Uint8Array>();

function iconPixels(icon: ToolbarIcon, size: number): Uint8Array {
  const key = `${icon} ${size}`;
  const pixels = drawn.get(key) ?? pixelsOf(toolbarDrawing(icon, size), size);
  drawn.set(key, pixels);
  return pixels;
}

/** Returns the red, green and blue of a pixel that is drawn over a background. */
function seenAt(pixels: Uint8Array, size: number, column: number, row: number, ground: string): number[] {
  const at = (Math.min(row, size - 1) * size + Math.min(column, size - 1)) * 4;
  const opacity = (pixels[at + 3] ?? 0) / 255;
  return [1, 3, 5].map((from, channel) => {
    const behind = Number.parseInt(ground.slice(from, from + 2), 16);
    return (pixels[at + channel] ?? 0) * opacity + behind * (1 - opacity);
  });
}

/** The contrast that graphics need to be visible (https://www.w3.org/TR/WCAG22/#non-text-contrast). */
const ENOUGH = 3;

/**
 * Returns the highest contrast with the background among the pixels at a point and beside it, or the first contrast
 * that is enough. The neighbours count because a line may lie between two pixels, and because a dark line may have a
 * light outline beside it.
 */
function contrastAt(
  pixels: Uint8Array,
  size: number,
  point: readonly [number, number],
  ground: string,
): number {
  const [column, row] = point.map((value) => Math.floor((value / GRID) * size)) as [number, number];
  const reach = Math.max(1, Math.round(size / 16));
  let highest = 0;
  for (let y = Math.max(row - reach, 0); y <= row + reach; y++)
    for (let x = Math.max(column - reach, 0); x <= column + reach && highest < ENOUGH; x++)
      highest = Math.max(highest, contrast(seenAt(pixels, size, x, y, ground), ground));
  return highest;
}

/** Returns the shapes of a drawing that carry meaning. White shapes are only plates behind a mark, or gaps. */
function marksOf(drawing: readonly Painted[]): Shape[] {
  return drawing.filter(({ colour }) => colour !== '#ffffff').map(({ shape }) => shape);
}

describe('the icons of the toolbar in Chrome', () => {
  const lowestContrast = (icon: ToolbarIcon, size: number, ground: string): number => {
    const pixels = iconPixels(icon, size);
    const points = marksOf(toolbarDrawing(icon, size)).flatMap(pointsOn);
    expect(points.length).toBeGreaterThan(90);
    return Math.min(...points.map((point) => contrastAt(pixels, size, point, ground)));
  };
  const cases = TOOLBAR_ICONS.flatMap((icon) => ICON_SIZES.map((size) => ({ icon, size })));

  it.each(cases)(
    'show every line of "$icon" at $size pixels on light and on dark toolbars',
    ({ icon, size }) => {
      const lowest = Object.entries(TOOLBARS).map(
        ([toolbar, ground]) => [toolbar, lowestContrast(icon, size, ground)] as const,
      );
      expect(lowest.filter(([, least]) => least < ENOUGH)).toEqual([]);
    },
  );

  it.each(cases.filter(({ icon }) => icon === 'not-looked' || icon === 'off'))(
    'show every pale line of "$icon" at $size pixels on a grey toolbar',
    ({ icon, size }) => {
      expect(lowestContrast(icon, size, GREY)).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(ICON_SIZES)('"found", "saved" and "nothing" differ inside the lens at %d pixels', (size) => {
    const inside = (['nothing', 'found', 'saved'] as const).map((icon) =>
      seenAt(iconPixels(icon, size), size, size / 2, size / 2, TOOLBARS.dark),
    );
    const [nothing = [], found = [], saved = []] = inside;
    expect(contrast(nothing, found)).toBeGreaterThan(3);
    expect(contrast(nothing, saved)).toBeGreaterThan(3);
    // "found" is blue and "saved" is green. The title of the button also says which of the two is shown.
    expect((found[2] ?? 0) - (found[1] ?? 0)).toBeGreaterThan(60);
    expect((saved[1] ?? 0) - (saved[2] ?? 0)).toBeGreaterThan(40);
  });

  it('are all different', () => {
    const files = cases.map(({ icon, size }) => String(iconPixels(icon, size)));
    expect(new Set(files).size).toBe(cases.length);
  });
});

describe('the icons of the toolbar in Firefox', () => {
  /** Returns the colours in an icon's style sheet: a list for light toolbars, then a list for dark toolbars. */
  const coloursIn = (svg: string): string[][] =>
    [...svg.matchAll(/:root\{([^}]*)\}/g)].map(([, rules = '']) => rules.match(/#[0-9a-f]{6}/g) ?? []);

  it.each(TOOLBAR_ICONS)('make every colour of "%s" visible in the colour scheme of that colour', (icon) => {
    const svg = toolbarSvg(icon);
    expect(svg).toContain('@media(prefers-color-scheme:dark)');
    const [onLight = [], onDark = []] = coloursIn(svg);
    expect(onLight.length).toBeGreaterThan(0);
    expect(onDark).toHaveLength(onLight.length);
    const faint = (colours: string[], ground: string) => colours.filter((one) => contrast(one, ground) < 3);
    expect(faint(onLight, TOOLBARS.light)).toEqual([]);
    expect(faint(onDark, TOOLBARS.dark)).toEqual([]);
  });

  it('have only one colour scheme in each file if the manifest names two files', () => {
    expect(coloursIn(toolbarSvg('found', 'dark'))).toEqual([coloursIn(toolbarSvg('found'))[1]]);
    expect(coloursIn(toolbarSvg('found', 'light'))).toEqual([coloursIn(toolbarSvg('found'))[0]]);
  });
});

describe('a shape', () => {
  it.each<[shape: Shape, svg: string, inside: [number, number], outside: [number, number]]>([
    [
      { type: 'ring', x: 16, y: 16, radius: 10, width: 2 },
      '<circle cx="16" cy="16" r="10" fill="none" stroke="red" stroke-width="2"/>',
      [16, 5.1],
      [16, 16],
    ],
    [
      { type: 'disc', x: 26, y: 6, radius: 5 },
      '<circle cx="26" cy="6" r="5" fill="red"/>',
      [30.9, 6],
      [31.1, 6],
    ],
    [
      { type: 'lens', apart: 3, radius: 5 },
      '<path d="M16 12A5 5 0 0 1 16 20A5 5 0 0 1 16 12z" fill="red"/>',
      [17.9, 16],
      [18.1, 16],
    ],
    [
      { type: 'line', from: [4, 4], to: [28, 4], width: 2 },
      '<path d="M4 4L28 4" stroke="red" stroke-width="2" stroke-linecap="round"/>',
      [28.9, 4],
      [28.9, 4.9],
    ],
    [
      { type: 'path', path: 'M0 0h4v4H0z', at: 8, scale: 2 },
      '<path d="M0 0h4v4H0z" transform="translate(8 8) scale(2)" fill="red" fill-rule="evenodd"/>',
      [15.9, 8.1],
      [16.1, 8.1],
    ],
    [{ type: 'tile', corner: 8 }, '<rect width="32" height="32" rx="8" fill="red"/>', [0.1, 16], [0.1, 0.1]],
  ])('%j is drawn the same in SVG and in pixels', (shape, svg, inside, outside) => {
    expect(svgElement(shape, 'red')).toBe(svg);
    expect(coversPoint(shape, ...inside)).toBe(true);
    expect(coversPoint(shape, ...outside)).toBe(false);
  });
});

describe('a PNG file', () => {
  const drawing = toolbarDrawing('found', 16);
  const file = pngOf(drawing, 16);

  it('contains the pixels of the drawing', () => {
    const view = new DataView(file.buffer);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([16, 16]);
    expect(String.fromCharCode(...file.subarray(37, 41))).toBe('IDAT');
    const rows = unzlibSync(file.subarray(41, 41 + view.getUint32(33)));
    const pixels = pixelsOf(drawing, 16);
    for (let row = 0; row < 16; row++)
      expect(rows.subarray(row * 65, row * 65 + 65)).toEqual(
        Uint8Array.of(0, ...pixels.subarray(row * 64, row * 64 + 64)),
      );
  });

  it('has the checksum that the specification requires', () => {
    // This chunk is the same in every file (https://www.w3.org/TR/png-3/#11IEND).
    expect([...file.subarray(-12)]).toEqual([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
  });

  it('has the same bytes each time', () => {
    expect(pngOf(drawing, 16)).toEqual(file);
  });
});

describe.each(['png', 'svg'] as const)('the files of a package with %s icons', (form) => {
  const names = [...iconFiles(form).keys()];
  const manifest = iconsInManifest(form);

  it('are exactly those that the manifest and the background name', () => {
    const paths = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : Object.values(value as object).flatMap(paths);
    const named = [
      ...paths(manifest.icons),
      ...paths(manifest.action).filter((path) => path.startsWith('/')),
      ...TOOLBAR_ICONS.flatMap((icon) => paths(toolbarIconPath(icon, form))),
      ...LENS_GLYPHS.map((_, n) => lensIconPath(n + 1)),
    ];
    expect([...new Set(named)].sort()).toEqual(names.sort());
  });

  it('contain the icons of the extension in all sizes', () => {
    expect(Object.keys(manifest.icons)).toEqual(['16', '32', '48', '128']);
  });
});
