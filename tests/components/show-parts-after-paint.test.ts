import { beforeEach, expect, it } from 'vitest';
import { partsInTurn } from '../../components/library/show-parts-after-paint.ts';

let shown: string[];
let paints: (() => void)[];
let ended: AbortController;
let showPart: (query: string, part: string) => void;

/** Paints what is drawn. */
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

it('shows the first part at once, and after its paint the newest of the other parts', () => {
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

it('shows the answer to a new query at once, and no more of the previous answer', () => {
  showPart('river', 'a');
  showPart('river', 'b');
  showPart('rivers', 'c');
  expect(shown).toEqual(['first a', 'first c']);
  paint();
  expect(shown).toEqual(['first a', 'first c']);
});

it('shows the same query at once if it is answered again after the paint', () => {
  showPart('river', 'a');
  paint();
  showPart('river', 'b');
  expect(shown).toEqual(['first a', 'first b']);
});

it('shows nothing more after the end', () => {
  showPart('river', 'a');
  showPart('river', 'b');
  ended.abort();
  paint();
  expect(shown).toEqual(['first a']);
});
