import fc from 'fast-check';
import { cpuTime } from './cpu-time.ts';

/**
 * Functions that check laws, which hold for every input. A failure prints the seed and the smallest input that breaks
 * the law. Each run uses the same inputs. `CIVIC_LENS_SEED=<number>` chooses other inputs, and `CIVIC_LENS_RUNS=50`
 * tries fifty times as many inputs.
 */
const SEED = Number(process.env.CIVIC_LENS_SEED ?? 20_260_702);
const TIMES = Number(process.env.CIVIC_LENS_RUNS ?? 1);

/**
 * Checks a law.
 *
 * @param runs number of inputs, if `CIVIC_LENS_RUNS` is not set
 */
export function holds<Inputs>(law: fc.IProperty<Inputs>, runs = 100): void {
  fc.assert(law, { seed: SEED, numRuns: Math.ceil(runs * TIMES) });
}

/** Checks an asynchronous law, like `holds`. */
export async function holdsAsync<Inputs>(law: fc.IAsyncProperty<Inputs>, runs = 100): Promise<void> {
  await fc.assert(law, { seed: SEED, numRuns: Math.ceil(runs * TIMES) });
}

/** Repeats a text until it has about this length (UTF-16 units). */
export function repeated(piece: string, length: number): string {
  return piece.repeat(Math.max(1, Math.floor(length / piece.length)));
}

/** Shorter times of the small input count as this time (ms), because the clock of a thread may be imprecise. */
const COMPARABLE_MS = 4;
/** Ratio of the large input's size to the small input's. */
const SIZE_RATIO = 8;
/** Limit for the growth of the time. The time of linear work grows 8 times, and that of quadratic work 64 times. */
const MAX_GROWTH = 24;
const MAX_MEASUREMENTS = 8;

/**
 * Whether the time of some work is proportional to the size of its input. Measures a small input, and an input that is
 * eight times as large. The lowest of several measurements counts, because other threads and the garbage collector can
 * only add time. Quadratic work can pass as linear only if the large input takes less than `COMPARABLE_MS` ×
 * `MAX_GROWTH`.
 */
export function growsLinearly<Input>(
  work: (input: Input) => unknown,
  input: (size: number) => Input,
  size: number,
): boolean {
  const [small, large] = [input(size), input(size * SIZE_RATIO)];
  // The first run includes compilation, which can only make the growth look larger.
  let lowestLarge = cpuTime(() => void work(large));
  let lowestSmall = Number.POSITIVE_INFINITY;
  for (let measurement = 1; measurement <= MAX_MEASUREMENTS; measurement++) {
    lowestSmall = Math.min(
      lowestSmall,
      cpuTime(() => void work(small)),
    );
    if (measurement === 1) continue;
    if (lowestLarge / Math.max(COMPARABLE_MS, lowestSmall) < MAX_GROWTH) return true;
    lowestLarge = Math.min(
      lowestLarge,
      cpuTime(() => void work(large)),
    );
  }
  return false;
}
