import type { Painted } from './png.ts';
import { GRID, type Shape, svgElement } from './shapes.ts';
import type { ToolbarIcon } from './toolbar-icon.ts';

/*
 * The mark: two overlapping rings, one for the reporting and one for its analysis. Their common area has the form of a
 * lens.
 */

/** Measures of the two rings, in units of the grid. */
interface Measures {
  /** Horizontal distance of each ring's centre from the centre of the grid. */
  readonly apart: number;
  readonly radius: number;
  readonly width: number;
  /** Width of the light outline, which makes dark lines visible on a dark toolbar. */
  readonly outline: number;
}

/**
 * The measures for 16 and 32 pixels. At the leftmost and rightmost points of a ring, one edge of its line lies exactly
 * on the border between two pixels, so this edge is sharp.
 */
const MEASURES: Readonly<Record<number, Measures>> = {
  16: { apart: 4.2, radius: 9, width: 2.4, outline: 1.6 },
  32: { apart: 4.5, radius: 9.25, width: 2.5, outline: 1 },
};
const LARGE: Measures = { apart: 4.3, radius: 9.6, width: 2.4, outline: 0.8 };
/** Measures for drawings without outline, which may fill the grid. */
const BARE: Measures = { apart: 5, radius: 9.8, width: 2.4, outline: 0 };

/** The parts of a toolbar icon, from the lowest layer to the highest. Each has its own colour. */
type Part = 'plate' | 'pale' | 'line' | 'found' | 'saved' | 'gap' | 'dot';

/**
 * Colours for all toolbars. A colour that carries meaning has a contrast of at least 3:1 with every toolbar, or is on
 * the plate.
 */
const ON_ANY: Readonly<Record<Part, string>> = {
  plate: '#ffffff',
  pale: '#888891',
  line: '#1f3a5f',
  found: '#4a86de',
  saved: '#35995f',
  gap: '#ffffff',
  dot: '#c07600',
};

/** Colours of SVG files, which have no plate: for a light and for a dark toolbar or page. */
const ON_LIGHT = { pale: '#777780', line: '#3c4043', found: '#1f3a5f', saved: '#2f8f5b', dot: '#b86f00' };
const ON_DARK = { pale: '#94939b', line: '#e8e6e3', found: '#9dc1f0', saved: '#5cc08a', dot: '#f0a63c' };

export type Scheme = 'light' | 'dark';

function rings({ apart, radius, width }: Measures): Shape[] {
  return [-apart, apart].map((side) => ({ type: 'ring', x: GRID / 2 + side, y: GRID / 2, radius, width }));
}

/** Returns the rings in pale lines. These are wider, so that their edges are visible at 16 pixels. */
function paleRings(measures: Measures): Shape[] {
  return rings({ ...measures, width: measures.width + 0.8 });
}

/** Returns the background inside the rings, and a margin around them. */
function plate({ apart, radius, width, outline }: Measures): Shape[] {
  return [-apart, apart].map((side) => ({
    type: 'disc',
    x: GRID / 2 + side,
    y: GRID / 2,
    radius: radius + width / 2 + outline,
  }));
}

function lens({ apart, radius }: Measures): Shape {
  return { type: 'lens', apart, radius };
}

function stroke(width: number): Shape {
  return { type: 'line', from: [5.5, 26.5], to: [26.5, 5.5], width };
}

function dot(radius: number): Shape {
  return { type: 'disc', x: 26, y: 6, radius };
}

/** Returns the parts of a toolbar icon, from the lowest layer to the highest. */
function partsOf(icon: ToolbarIcon, measures: Measures): [Part, Shape][] {
  const of = (part: Part, ...shapes: Shape[]): [Part, Shape][] => shapes.map((shape) => [part, shape]);
  const drawn = [...of('plate', ...plate(measures)), ...of('line', ...rings(measures))];
  const { outline } = measures;
  switch (icon) {
    case 'not-looked':
      return of('pale', ...paleRings(measures));
    case 'nothing':
      return drawn;
    case 'found':
    case 'saved':
      return [
        ...of('plate', ...plate(measures)),
        ...of(icon, lens(measures)),
        ...of('line', ...rings(measures)),
      ];
    case 'off':
      return [
        ...of('pale', ...paleRings(measures)),
        ...of('gap', stroke(3 + 2 * outline)),
        ...of('line', stroke(3)),
      ];
    case 'needs-you':
      return [...drawn, ...of('gap', dot(5.6 + outline * 0.7)), ...of('dot', dot(5.6))];
  }
}

/** Returns the drawing of a toolbar icon that is visible on light and on dark toolbars. */
export function toolbarDrawing(icon: ToolbarIcon, size: number): Painted[] {
  return partsOf(icon, MEASURES[size] ?? LARGE).map(([part, shape]) => ({ shape, colour: ON_ANY[part] }));
}

/**
 * Returns the icon of the extension: the mark in one colour. At 128 pixels or more, the icon is a tile with a golden
 * lens.
 */
export function extensionDrawing(size: number): Painted[] {
  const measures = MEASURES[size] ?? LARGE;
  const paint = (colour: string, ...shapes: Shape[]): Painted[] => shapes.map((shape) => ({ shape, colour }));
  if (size < 128)
    return [...paint('#ffffff', ...plate(measures)), ...paint('#1f3a5f', lens(measures), ...rings(measures))];
  const inTile = { apart: 3, radius: 8, width: 1.65, outline: 0 };
  return [
    ...paint('#1f3a5f', { type: 'tile', corner: 7 }),
    ...paint('#f0c66b', lens(inTile)),
    ...paint('#fcfbf8', ...rings(inTile)),
  ];
}

/**
 * Returns a toolbar icon as an SVG file.
 *
 * @param scheme the colour scheme; if not given, the file adapts to the scheme of the page or toolbar that shows it
 */
export function toolbarSvg(icon: ToolbarIcon, scheme?: Scheme): string {
  const parts = partsOf(icon, BARE).filter(([part]) => part !== 'plate' && part !== 'gap');
  const used = [...new Set(parts.map(([part]) => part))] as (keyof typeof ON_LIGHT)[];
  const colours = (palette: typeof ON_LIGHT): string =>
    `:root{${used.map((part) => `--${part}:${palette[part]}`).join(';')}}`;
  const style = {
    light: colours(ON_LIGHT),
    dark: colours(ON_DARK),
    both: `${colours(ON_LIGHT)}@media(prefers-color-scheme:dark){${colours(ON_DARK)}}`,
  }[scheme ?? 'both'];
  const drawn = parts.map(([part, shape]) => svgElement(shape, `var(--${part})`)).join('');
  const root = `xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 ${GRID} ${GRID}"`;
  return `<svg ${root}><style>${style}</style>${drawn}</svg>\n`;
}
