import { crossingsAt, polygonsOf } from './svg-path.ts';

/**
 * A shape of the mark and of the other icons. `svgElement` writes a shape as SVG, and `coversPoint` tests whether it
 * covers a point. So one drawing gives the SVG and the PNG files. Coordinates are those of a grid of 32 units.
 */
export type Shape =
  /** A circle line around a centre. */
  | {
      readonly type: 'ring';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly width: number;
    }
  | { readonly type: 'disc'; readonly x: number; readonly y: number; readonly radius: number }
  /** The common area of two equal discs. Their centres are `apart` units to the left and right of the middle. */
  | { readonly type: 'lens'; readonly apart: number; readonly radius: number }
  /** A line with round ends. */
  | {
      readonly type: 'line';
      readonly from: readonly [x: number, y: number];
      readonly to: readonly [x: number, y: number];
      readonly width: number;
    }
  /** An SVG path, filled by the rule "evenodd". Its origin is at (`at`, `at`). */
  | { readonly type: 'path'; readonly path: string; readonly at: number; readonly scale: number }
  /** A square with round corners that fills the grid. */
  | { readonly type: 'tile'; readonly corner: number };

/** Length of a side of the grid. */
export const GRID = 32;
const MIDDLE = GRID / 2;

/** Returns the shape as an SVG element with a colour, which may be any CSS paint. */
export function svgElement(shape: Shape, colour: string): string {
  switch (shape.type) {
    case 'ring': {
      const { x, y, radius, width } = shape;
      return `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
    }
    case 'disc':
      return `<circle cx="${shape.x}" cy="${shape.y}" r="${shape.radius}" fill="${colour}"/>`;
    case 'lens':
      return `<path d="${lensPath(shape.apart, shape.radius)}" fill="${colour}"/>`;
    case 'line': {
      const { from, to, width } = shape;
      const d = `M${from.join(' ')}L${to.join(' ')}`;
      return `<path d="${d}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
    }
    case 'path': {
      const { path, at, scale } = shape;
      const place = `translate(${at} ${at}) scale(${rounded(scale)})`;
      return `<path d="${path}" transform="${place}" fill="${colour}" fill-rule="evenodd"/>`;
    }
    case 'tile':
      return `<rect width="${GRID}" height="${GRID}" rx="${shape.corner}" fill="${colour}"/>`;
  }
}

/** Returns the path of a lens: two arcs between the points in which the circles cross. */
function lensPath(apart: number, radius: number): string {
  const half = Math.sqrt(radius ** 2 - apart ** 2);
  const [top, bottom] = [rounded(MIDDLE - half), rounded(MIDDLE + half)];
  const arc = `A${radius} ${radius} 0 0 1 ${MIDDLE}`;
  return `M${MIDDLE} ${top}${arc} ${bottom}${arc} ${top}z`;
}

/** Whether the shape covers a point of the grid. */
export function coversPoint(shape: Shape, x: number, y: number): boolean {
  switch (shape.type) {
    case 'ring':
      return Math.abs(distance(x - shape.x, y - shape.y) - shape.radius) <= shape.width / 2;
    case 'disc':
      return distance(x - shape.x, y - shape.y) <= shape.radius;
    case 'lens':
      return distance(Math.abs(x - MIDDLE) + shape.apart, y - MIDDLE) <= shape.radius;
    case 'line':
      return distanceFromLine(shape.from, shape.to, x, y) <= shape.width / 2;
    case 'path':
      return isInside(shape.path, (x - shape.at) / shape.scale, (y - shape.at) / shape.scale);
    case 'tile': {
      const inner = MIDDLE - shape.corner;
      const [dx, dy] = [Math.abs(x - MIDDLE) - inner, Math.abs(y - MIDDLE) - inner];
      return distance(Math.max(dx, 0), Math.max(dy, 0)) <= shape.corner;
    }
  }
}

/** The polygons of a path, and the result of `crossingsAt` for each `y` that was tested. */
interface Outline {
  readonly polygons: ReturnType<typeof polygonsOf>;
  readonly crossings: Map<number, readonly number[]>;
}

/** The outlines of paths, by path. They are kept because a drawing has up to 1,024 samples with the same `y`. */
const outlines = new Map<string, Outline>();

/** Whether a path covers a point, by the rule "evenodd". */
function isInside(path: string, x: number, y: number): boolean {
  const outline: Outline = outlines.get(path) ?? { polygons: polygonsOf(path), crossings: new Map() };
  outlines.set(path, outline);
  const crossings = outline.crossings.get(y) ?? crossingsAt(outline.polygons, y);
  outline.crossings.set(y, crossings);
  return crossings.filter((crossing) => x < crossing).length % 2 === 1;
}

/**
 * Returns the distance of a point from the origin. Unlike `Math.hypot`, gives the same result in all engines, so that
 * every machine makes the same files.
 */
function distance(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}

function distanceFromLine(
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
  x: number,
  y: number,
): number {
  const [dx, dy] = [bx - ax, by - ay];
  const share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
  const along = Math.min(Math.max(share, 0), 1);
  return distance(x - ax - along * dx, y - ay - along * dy);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
