import fc from 'fast-check';
import { cpuTime } from './cpu-time.ts';

/**
 * Laws that hold for every input. A failure prints its seed and the smallest input that breaks the law. Each run of
 * the tests takes the same inputs: `CIVIC_LENS_SEED=<number>` gives others, and `CIVIC_LENS_RUNS=50` fifty times as
 * many.
 */
const SEED = Number(process.env.CIVIC_LENS_SEED ?? 20_260_702);
const TIMES = Number(process.env.CIVIC_LENS_RUNS ?? 1);

/** Checks a law. @param runs inputs in an ordinary run of the tests */
export function holds<Inputs>(law: fc.IProperty<Inputs>, runs = 100): void {
  fc.assert(law, { seed: SEED, numRuns: Math.ceil(runs * TIMES) });
}

/** As `holds`, for a law about something that takes its time. */
export async function holdsInTime<Inputs>(law: fc.IAsyncProperty<Inputs>, runs = 100): Promise<void> {
  await fc.assert(law, { seed: SEED, numRuns: Math.ceil(runs * TIMES) });
}

/** A text that says the same over and over, of about this length. */
export function repeated(piece: string, length: number): string {
  return piece.repeat(Math.max(1, Math.floor(length / piece.length)));
}

/** Work below this is too little to compare (ms): clocks of threads may tick no oftener. */
const COMPARABLE_MS = 4;
/** What a large input is to a small one. */
const TIMES_LARGER = 8;
/** Growth for so much more input: 8 where the work is linear, 64 where it is quadratic. */
const LINEAR = 24;
const MOST_MEASURES = 8;

/**
 * Whether the work for an input grows as its size, measured with a size and eight times that. The least of several
 * measures counts, since other threads and the garbage collector only add to it: where the work is quadratic, no
 * measure says that it is linear.
 */
export function growsLinearly<Input>(
  work: (input: Input) => unknown,
  input: (size: number) => Input,
  size: number,
): boolean {
  const [small, large] = [input(size), input(size * TIMES_LARGER)];
  // The first time the code is compiled, which makes the growth look greater, never less.
  let leastLarge = cpuTime(() => void work(large));
  let leastSmall = Number.POSITIVE_INFINITY;
  for (let measure = 1; measure <= MOST_MEASURES; measure++) {
    leastSmall = Math.min(
      leastSmall,
      cpuTime(() => void work(small)),
    );
    if (measure === 1) continue;
    if (leastLarge / Math.max(COMPARABLE_MS, leastSmall) < LINEAR) return true;
    leastLarge = Math.min(
      leastLarge,
      cpuTime(() => void work(large)),
    );
  }
  return false;
}
