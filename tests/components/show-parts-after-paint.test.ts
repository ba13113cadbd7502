import { beforeEach, expect, it } from 'vitest';
import { partsInTurn } from '../../components/library/show-parts-after-paint.ts';

let shown: string[];
let paints: (() => void)[];
let ended: AbortController;
let showPart: (query: string, part: string) => void;

/** Simulates a paint: runs the callbacks that wait for it. */
function paint(): void {
  for (const callback of paints.splice(0)) callback();
}

beforeEach(() => {
  [shown, paints, ended] = [[], [], new AbortController()];
  const show = partsInTurn(ended.signal, (callback) => {
    paints.push(callback);
    return () => {
      paints = paints.filter((other) => other !== callback);
    };
  });
  showPart = (query, part) => show(query, (isFirst) => shown.push(isFirst ? `first ${part}` : part));
});

it('the first part of an answer is shown at once; after each paint, the newest waiting part is shown', () => {
  showPart('river', 'a');
  showPart('river', 'b');
  showPart('river', 'c');
  expect(shown).toEqual(['first a']);
  paint();
  expect(shown).toEqual(['first a', 'c']);
  showPart('river', 'd');
  expect(shown).toEqual(['first a', 'c']);
  paint();
  expect(shown).toEqual(['first a', 'c', 'd']);
});

it('the answer to a new query is shown at once, and no more parts of the previous answer are shown', () => {
  showPart('river', 'a');
  showPart('river', 'b');
  showPart('rivers', 'c');
  expect(shown).toEqual(['first a', 'first c']);
  paint();
  expect(shown).toEqual(['first a', 'first c']);
});

it('a second answer to the same query is shown at once if it arrives after the paint', () => {
  showPart('river', 'a');
  paint();
  showPart('river', 'b');
  expect(shown).toEqual(['first a', 'first b']);
});

it('no more parts are shown after the signal was aborted', () => {
  showPart('river', 'a');
  showPart('river', 'b');
  ended.abort();
  paint();
  expect(shown).toEqual(['first a']);
});
