/** A corner of a polygon. */
type Point = readonly [x: number, y: number];

/** Number of straight lines that replace a whole circle. */
const LINES_IN_CIRCLE = 256;

/**
 * Returns the polygons of an SVG path, with straight lines for its arcs. Reads the commands M, L, H, V, A (circles
 * only) and Z, absolute and relative (https://www.w3.org/TR/SVG2/paths.html#PathData).
 *
 * @throws if the path has another command
 */
export function polygonsOf(path: string): Point[][] {
  const polygons: Point[][] = [];
  let at: Point = [0, 0];
  for (const [, command = '', parameters = ''] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    if (/m/i.test(command)) polygons.push([]);
    const polygon = polygons.at(-1) ?? [];
    const numbers = (parameters.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    for (const step of stepsOf(command, numbers)) {
      const points = step(at);
      at = points.at(-1) ?? at;
      polygon.push(...points);
    }
    if (/z/i.test(command)) at = polygon[0] ?? at;
  }
  return polygons;
}

/**
 * Returns the steps of a command. A step takes the current point and returns the points that follow. The last of them
 * is the new current point.
 */
function stepsOf(command: string, numbers: readonly number[]): ((at: Point) => readonly Point[])[] {
  const isRelative = command === command.toLowerCase();
  const from = (at: Point): Point => (isRelative ? at : [0, 0]);
  switch (command.toUpperCase()) {
    case 'M':
    case 'L':
      return inGroups(numbers, 2).map(([x = 0, y = 0]) => (at) => [[from(at)[0] + x, from(at)[1] + y]]);
    case 'H':
      return numbers.map((x) => (at) => [[from(at)[0] + x, at[1]]]);
    case 'V':
      return numbers.map((y) => (at) => [[at[0], from(at)[1] + y]]);
    case 'A':
      return inGroups(numbers, 7).map(([radius = 0, , , large, sweep, x = 0, y = 0]) => (at) => {
        const to: Point = [from(at)[0] + x, from(at)[1] + y];
        return [...arc(at, to, radius, large === 1, sweep === 1), to];
      });
    case 'Z':
      return [];
    default:
      throw new Error(`svg-path.ts does not know the command "${command}".`);
  }
}

/**
 * Returns the x coordinates at which the horizontal line at `y` crosses the sides of polygons. By the rule "evenodd",
 * the polygons cover a point of that line if an odd number of crossings lies to its right.
 */
export function crossingsAt(polygons: readonly (readonly Point[])[], y: number): number[] {
  return polygons.flatMap((polygon) =>
    polygon.flatMap(([toX, toY], n) => {
      const [fromX, fromY] = polygon.at(n - 1) ?? [0, 0];
      return fromY > y === toY > y ? [] : [fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)];
    }),
  );
}

function inGroups(numbers: readonly number[], size: number): number[][] {
  return Array.from({ length: numbers.length / size }, (_, n) => numbers.slice(n * size, (n + 1) * size));
}

/** Returns points on the arc of a circle between two points. */
function arc(
  [fromX, fromY]: Point,
  [toX, toY]: Point,
  radius: number,
  large: boolean,
  sweep: boolean,
): Point[] {
  const [halfX, halfY] = [(toX - fromX) / 2, (toY - fromY) / 2];
  const half = halfX * halfX + halfY * halfY;
  // Distance of the centre from the midpoint between the two points, divided by half the distance between these points.
  // The flags of the command choose the side
  // (https://www.w3.org/TR/SVG2/implnote.html#ArcConversionEndpointToCenter).
  const away = Math.sqrt(Math.max(0, (radius * radius) / half - 1)) * (large === sweep ? -1 : 1);
  const [x, y] = [fromX + halfX - away * halfY, fromY + halfY + away * halfX];
  const [start, end] = [Math.atan2(fromY - y, fromX - x), Math.atan2(toY - y, toX - x)];
  const turn = sweep
    ? (end - start + 4 * Math.PI) % (2 * Math.PI)
    : -((start - end + 4 * Math.PI) % (2 * Math.PI));
  const lines = Math.ceil((Math.abs(turn) / (2 * Math.PI)) * LINES_IN_CIRCLE);
  return Array.from({ length: lines - 1 }, (_, n) => {
    const angle = start + (turn * (n + 1)) / lines;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}
