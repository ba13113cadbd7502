import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/**
 * `useEffect` runs its effect after a frame (https://github.com/preactjs/preact/blob/main/hooks/src/index.js). On a
 * busy machine, that can be much later. Until then, a visible control does not react to keys and clicks. An effect that
 * moves the focus so late takes the focus from a control that the reader has reached in the meantime. So effects that
 * move the focus, or listen to keys and clicks, use `useLayoutEffect`.
 */

/** Code that must not run in `useEffect`. */
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

it('the search for late effects finds the `useEffect` calls that move the focus or listen to keys, not others', () => {
  const source = `
    useEffect(() => field.current?.focus(), []);
    useEffect(() => { show(); (a.b)(); }, [c]); field.focus();
    useLayoutEffect(() => field.focus(), []);
    useEffect(() => { addEventListener('keydown', (event) => press(event)); }, []);
    useEffect(() => { addEventListener('focus', ask); }, []);`;
  expect(lateEffects(source).map((effect) => TOO_LATE.test(effect))).toEqual([true, false, true, false]);
});
