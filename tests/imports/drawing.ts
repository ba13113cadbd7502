import { FILES, INSIDE } from './graph.ts';

/**
 * Draws the rooms for `docs/architecture.md`. Each room is a box above all rooms that it imports. The drawing omits an
 * arrow that other arrows imply (transitive reduction).
 */

const BOX = { width: 132, height: 40 };
const GAP = { x: 22, y: 46 };
/** Margins around the boxes. Arrows that pass other rows run through the margins at the sides. */
const MARGIN = { x: 130, y: 20 };

/** Returns the box of a file: its room of `lib`, or its top-level folder. Subfolders have no box of their own. */
function boxOf(file: string): string {
  const [top = '', room = ''] = file.split('/');
  return top === 'lib' ? room : top;
}

function importsOfBoxes(): Map<string, Set<string>> {
  const imports = new Map([...new Set(FILES.map(boxOf))].sort().map((box) => [box, new Set<string>()]));
  for (const { from, to } of INSIDE) if (boxOf(from) !== boxOf(to)) imports.get(boxOf(from))?.add(boxOf(to));
  return imports;
}

/** Returns the length of the longest path of imports from a box. */
function heightOf(box: string, imports: ReadonlyMap<string, ReadonlySet<string>>): number {
  return Math.max(-1, ...[...(imports.get(box) ?? [])].map((to) => heightOf(to, imports))) + 1;
}

function reaches(from: string, to: string, imports: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return [...(imports.get(from) ?? [])].some((next) => next === to || reaches(next, to, imports));
}

export function drawing(): string {
  const imports = importsOfBoxes();
  const rows = Map.groupBy(imports.keys(), (box) => heightOf(box, imports));
  const levels = [...rows.keys()].sort((a, b) => b - a);
  const widest = Math.max(...[...rows.values()].map((row) => row.length));
  const width = 2 * MARGIN.x + widest * BOX.width + (widest - 1) * GAP.x;
  const height = 2 * MARGIN.y + levels.length * BOX.height + (levels.length - 1) * GAP.y;
  const places = new Map<string, { x: number; y: number }>();
  levels.forEach((level, n) => {
    const row = rows.get(level) ?? [];
    const used = row.length * BOX.width + (row.length - 1) * GAP.x;
    row.forEach((box, k) => {
      const x = (width - used) / 2 + k * (BOX.width + GAP.x);
      places.set(box, { x, y: MARGIN.y + n * (BOX.height + GAP.y) });
    });
  });
  const arrows = [...imports].flatMap(([from, all]) =>
    [...all]
      .filter((to) => ![...all].some((other) => other !== to && reaches(other, to, imports)))
      .sort()
      .map((to) => arrow(places.get(from), places.get(to))),
  );
  const boxes = [...places].map(([box, { x, y }]) =>
    [
      `  <rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6" />`,
      `  <text x="${x + BOX.width / 2}" y="${y + BOX.height / 2 + 5}">${box}</text>`,
    ].join('\n'),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
  <title id="title">The rooms of Civic Lens; arrows lead from a room to those that it imports</title>
  <style>
    rect { fill: #fff; stroke: #444 }
    text { font: 14px system-ui, sans-serif; text-anchor: middle; fill: #111 }
    path { fill: none; stroke: #777 }
    marker path { fill: #777 }
    @media (prefers-color-scheme: dark) {
      rect { fill: #222; stroke: #aaa }
      text { fill: #eee }
    }
  </style>
  <marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
    <path d="M0 0 L8 4 L0 8 Z" />
  </marker>
${[...arrows, ...boxes].join('\n')}
</svg>
`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function arrow(from: Place = { x: 0, y: 0 }, to: Place = { x: 0, y: 0 }): string {
  const rows = (to.y - from.y) / (BOX.height + GAP.y);
  const curve = rows > 1 ? aside(from, to, 30 + 12 * rows) : down(from, to);
  return `  <path d="${curve}" marker-end="url(#head)" />`;
}

function down(from: Place, to: Place): string {
  const start = [from.x + BOX.width / 2, from.y + BOX.height];
  const end = [to.x + BOX.width / 2, to.y];
  const middle = (from.y + BOX.height + to.y) / 2;
  return `M${start.join(' ')} C${start[0]} ${middle} ${end[0]} ${middle} ${end.join(' ')}`;
}

/** Returns a curve from side to side that passes beside the boxes in between. */
function aside(from: Place, to: Place, bow: number): string {
  const isRight = to.x >= from.x;
  const side = isRight ? BOX.width : 0;
  const start = [from.x + side, from.y + BOX.height / 2];
  const end = [to.x + side, to.y + BOX.height / 2];
  const x = isRight ? Math.max(from.x, to.x) + BOX.width + bow : Math.min(from.x, to.x) - bow;
  return `M${start.join(' ')} C${x} ${start[1]} ${x} ${end[1]} ${end.join(' ')}`;
}
