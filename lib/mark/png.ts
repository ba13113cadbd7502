import { zlibSync } from 'fflate';
import { coversPoint, GRID, type Shape } from './shapes.ts';

/** A shape with its colour, `#rrggbb`. Later shapes of a drawing cover earlier ones. */
export interface Painted {
  readonly shape: Shape;
  readonly colour: string;
}

/** Samples per pixel in each direction. The share of samples that shapes cover is the opacity of the pixel. */
const SAMPLES = 8;

/**
 * Returns the pixels of a drawing, as red, green, blue and opacity (0 to 255), row by row. They are the same on every
 * machine.
 *
 * @param size pixels of a side
 */
export function pixelsOf(drawing: readonly Painted[], size: number): Uint8Array {
  const layers = drawing.map(({ shape, colour }) => ({ shape, rgb: rgbOf(colour) })).reverse();
  const pixels = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      pixels.set(pixelAt(layers, column, row, GRID / size), (row * size + column) * 4);
  return pixels;
}

interface Layer {
  readonly shape: Shape;
  readonly rgb: readonly number[];
}

/**
 * Returns red, green, blue and opacity of a pixel.
 *
 * @param layers the uppermost first
 */
function pixelAt(layers: readonly Layer[], column: number, row: number, scale: number): number[] {
  const sums = [0, 0, 0];
  let covered = 0;
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
    const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) * scale;
    const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) * scale;
    const top = layers.find(({ shape }) => coversPoint(shape, x, y));
    if (!top) continue;
    covered++;
    top.rgb.forEach((value, channel) => {
      sums[channel] = (sums[channel] ?? 0) + value;
    });
  }
  if (covered === 0) return [0, 0, 0, 0];
  return [...sums.map((sum) => Math.round(sum / covered)), Math.round((covered / SAMPLES ** 2) * 255)];
}

/** Returns red, green and blue of a colour `#rrggbb`, each from 0 to 255. */
export function rgbOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The end of the `IHDR` chunk: 8 bits per channel, colour with opacity, compression 0, filter 0, not interlaced. */
const FORM = [8, 6, 0, 0, 0];

/** Returns the drawing as a PNG file (https://www.w3.org/TR/png-3/). */
export function pngOf(drawing: readonly Painted[], size: number): Uint8Array {
  const pixels = pixelsOf(drawing, size);
  const stride = size * 4;
  // Each row begins with the number of its filter. The number is 0, which means that the row has no filter.
  const rows = new Uint8Array(size * (stride + 1));
  for (let row = 0; row < size; row++)
    rows.set(pixels.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  return Uint8Array.from([
    ...SIGNATURE,
    ...chunk('IHDR', [...number(size), ...number(size), ...FORM]),
    ...chunk('IDAT', zlibSync(rows, { level: 9 })),
    ...chunk('IEND', []),
  ]);
}

function chunk(type: string, content: Iterable<number>): number[] {
  const bytes = [...content];
  const named = [...new TextEncoder().encode(type), ...bytes];
  return [...number(bytes.length), ...named, ...number(checksum(named))];
}

/** Returns a number as four bytes, the highest first. */
function number(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}

/** CRC-32 (https://www.w3.org/TR/png-3/#samplecrc). */
function checksum(bytes: readonly number[]): number {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest;
}
