import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/**
 * `useEffect` runs its effect after the browser has painted, on a busy machine much later. Until then the reader sees a
 * control that does not answer, or loses the focus from the control that they have reached meanwhile. Effects that move
 * the focus, or listen to keys and clicks, therefore use `useLayoutEffect`.
 */

/** What an effect must not do late. */
const TOO_LATE = /\.focus\(|addEventListener\('(?:key|click|pointer|mouse|focus(?:in|out)')/;

/** Returns the calls of `useEffect` in a source text, each with its arguments. */
function lateEffects(source: string): string[] {
  return [...source.matchAll(/\buseEffect\(/g)].map(({ index }) =>
    source.slice(index, endOfCall(source, index)),
  );
}

/** Returns the position after the bracket that closes the first bracket after `from`. */
function endOfCall(source: string, from: number): number {
  let depth = 0;
  for (let at = source.indexOf('(', from); at < source.length; at++) {
    if (source[at] === '(') depth++;
    if (source[at] === ')' && --depth === 0) return at + 1;
  }
  return source.length;
}

it('no effect that runs after the paint moves the focus, or listens to keys and clicks', () => {
  const files = globSync('components/**/*.{ts,tsx}');
  const effects = files.flatMap((file) =>
    lateEffects(readFileSync(file, 'utf8')).map((effect) => [file, effect] as const),
  );
  expect(effects.length).toBeGreaterThan(20);
  expect(effects.filter(([, effect]) => TOO_LATE.test(effect)).map(([file]) => file)).toEqual([]);
});

it('finds such effects, and only those', () => {
  const source = `
    useEffect(() => field.current?.focus(), []);
    useEffect(() => { show(); (a.b)(); }, [c]); field.focus();
    useLayoutEffect(() => field.focus(), []);
    useEffect(() => { addEventListener('keydown', (event) => press(event)); }, []);
    useEffect(() => { addEventListener('focus', ask); }, []);`;
  expect(lateEffects(source).map((effect) => TOO_LATE.test(effect))).toEqual([true, false, true, false]);
});
