import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  passageSpan,
  type Step,
  type TextUnits,
  unitsOfBlocks,
  wholeSentence,
  withStep,
} from '../../components/reading/passage-steps.ts';
import { holds } from '../unit/properties.ts';

/* Tests the passage that the reader chooses with the keyboard, and what each key does with it. */

const TEXT = 'One ship waits. “Two more,” it says.\nNobody signed.';

const units: TextUnits = unitsOfBlocks([
  { at: 0, text: TEXT.slice(0, TEXT.indexOf('\n')), language: 'en' },
  { at: TEXT.indexOf('\n') + 1, text: 'Nobody signed.', language: 'en' },
]);

/** The keys, as the tables below write them. `+` stands for Shift. */
const KEYS: Readonly<Record<string, Step>> = {
  down: { unit: 'sentence', by: 1, extends: false },
  up: { unit: 'sentence', by: -1, extends: false },
  next: { unit: 'word', by: 1, extends: false },
  back: { unit: 'word', by: -1, extends: false },
  '+down': { unit: 'sentence', by: 1, extends: true },
  '+up': { unit: 'sentence', by: -1, extends: true },
  '+next': { unit: 'word', by: 1, extends: true },
  '+back': { unit: 'word', by: -1, extends: true },
};

/** Returns the passage after some key presses. At first, the passage is the sentence with the number `first`. */
function after(keys: string, first = 0): string {
  const start = wholeSentence(units, first);
  if (!start) throw new Error('The text has no such sentence.');
  const pressed = keys.split(' ').filter((key) => key !== '');
  const passage = pressed.reduce((now, key) => withStep(units, now, KEYS[key] as Step), start);
  const { start: from, end } = passageSpan(passage);
  return TEXT.slice(from, end);
}

const [FIRST, SECOND, LAST] = ['One ship waits.', '“Two more,” it says.', 'Nobody signed.'];

describe('the arrow keys', () => {
  it.each<[keys: string, passage: string]>([
    ['', FIRST],
    ['down', SECOND],
    ['down down', LAST],
    ['down down down', LAST],
    ['up', FIRST],
    ['down down up', SECOND],
    ['next', 'One'],
    ['back', 'waits'],
    ['next next', 'ship'],
    ['next back', 'One'],
    ['back next', 'Two'],
    ['next next up', FIRST],
    ['next up', FIRST],
    ['next next down', SECOND],
    ['down next back', 'waits'],
    ['down down back next', 'signed'],
  ])('move by sentence or word: %s → %s', (keys, passage) => {
    expect(after(keys)).toBe(passage);
  });

  it.each<[keys: string, first: number, passage: string]>([
    ['+down', 0, `${FIRST} ${SECOND}`],
    ['+down +down', 0, TEXT],
    ['+down +down +down', 0, TEXT],
    ['+down +up', 0, FIRST],
    ['+up', 1, `${FIRST} ${SECOND}`],
    ['+up +down', 1, SECOND],
    ['+up +down +down', 1, `${SECOND}\n${LAST}`],
    ['+up', 0, FIRST],
    ['+next', 0, `${FIRST} “Two`],
    ['+back', 0, 'One ship waits'],
    ['+back +back', 0, 'One ship'],
    ['+back +back +back', 0, 'One'],
    ['+back +back +back +back', 0, 'One'],
    ['next +next', 0, 'One ship'],
    ['next +down', 0, FIRST],
    ['next next +down', 0, 'ship waits.'],
    ['next next +down +down', 0, `ship waits. ${SECOND}`],
    ['next next +back', 0, 'One ship'],
    ['next next +back +next', 0, 'ship'],
    ['back +up', 1, '“Two more,” it says'],
    ['+up +next', 1, `ship waits. ${SECOND}`],
    ['+down down', 0, LAST],
    ['+down up', 1, FIRST],
    ['+down next', 0, 'One'],
    ['+down back', 0, 'says'],
  ])(
    'with Shift extend the passage, or make it shorter: %s from sentence %i → %s',
    (keys, first, passage) => {
      expect(after(keys, first)).toBe(passage);
    },
  );

  it('do nothing in a text without sentences', () => {
    expect(wholeSentence(unitsOfBlocks([{ at: 0, text: ' — ', language: 'en' }]), 0)).toBeUndefined();
  });

  it('always lead to a passage that contains a word, and that neither begins nor ends with white space', () => {
    const key = fc.constantFrom(...Object.keys(KEYS));
    holds(
      fc.property(fc.array(key, { maxLength: 12 }), fc.nat(2), (keys, first) => {
        const text = after(keys.join(' '), first);
        expect(text).toMatch(/[\p{L}\p{N}]/u);
        expect(TEXT).toContain(text);
        expect(text).toBe(text.trim());
      }),
      300,
    );
  });
});
