// @vitest-environment jsdom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LETTER_KEYS, type LetterKey, useLetterKeys } from '../../components/library/letter-keys.ts';

/** Tests which keys of which keyboard layouts are shortcuts of the library. */

const ALL = Object.keys(LETTER_KEYS) as LetterKey[];

let ran: LetterKey[] = [];

function Page(): null {
  useLetterKeys(true, Object.fromEntries(ALL.map((key) => [key, () => ran.push(key)])) as never);
  return null;
}

beforeEach(() => {
  ran = [];
  time = 0;
  render(<Page />, document.body);
});
afterEach(() => render(null, document.body));

/** The time of the last event (ms). */
let time = 0;

/**
 * Presses a key of a layout, and returns the shortcuts that ran. "Shift+Slash" is the key `Slash` with Shift.
 *
 * @param after time since the last press (ms)
 */
function shortcutsOf(
  typed: string,
  position: string,
  more: KeyboardEventInit = {},
  after = 1000,
): LetterKey[] {
  const code = position.replace('Shift+', '');
  const shiftKey = code !== position;
  const init = { key: typed, code, shiftKey, bubbles: true, cancelable: true, ...more };
  const event = new KeyboardEvent('keydown', init);
  time += after;
  Object.defineProperty(event, 'timeStamp', { value: time });
  document.body.dispatchEvent(event);
  return ran.splice(0);
}

type Press = readonly [typed: string, position: string, shortcut: LetterKey | undefined];

/** Returns the presses of the letters of a layout, given in the order of `j k o s a u l n e x`. */
function letters(typed: readonly string[]): Press[] {
  const keys = ['j', 'k', 'o', 's', 'a', 'u', 'l', 'n', 'e', 'x'] as const;
  return keys.map((key, n) => [typed[n] ?? '', `Key${key.toUpperCase()}`, key]);
}

/** The layouts, as Windows has them. `undefined` stands for a key that is no shortcut. */
const LAYOUTS: readonly (readonly [name: string, presses: readonly Press[]])[] = [
  [
    'Hindi InScript, where A, S, E and X type vowel signs',
    [
      ...letters(['र', 'क', 'द', 'े', 'ो', 'ह', 'त', 'ल', 'ा', 'ं']),
      ['य', 'Slash', '/'],
      // The key types two characters: the letter and its dot.
      ['\u092f\u093c', 'Shift+Slash', '?'],
      ['ओ', 'Shift+KeyA', undefined],
      ['ट', 'Quote', undefined],
    ],
  ],
  [
    'Arabic 101',
    [
      ...letters(['ت', 'ن', 'خ', 'س', 'ش', 'ع', 'م', 'ى', 'ث', 'ء']),
      ['ظ', 'Slash', '/'],
      ['؟', 'Shift+Slash', '?'],
      ['لا', 'KeyB', undefined],
      ['\u064e', 'Shift+KeyQ', undefined],
      ['؛', 'Shift+KeyP', undefined],
    ],
  ],
  [
    'Thai Kedmanee, where U, J and N type marks',
    [
      ...letters(['\u0e48', 'า', 'น', 'ห', 'ฟ', '\u0e35', 'ส', '\u0e37', 'ำ', 'ป']),
      ['ฝ', 'Slash', '/'],
      ['ฦ', 'Shift+Slash', '?'],
      ['฿', 'Shift+Digit4', undefined],
    ],
  ],
  [
    'Ukrainian, where / and ? are on other keys',
    [
      ...letters(['о', 'л', 'щ', 'і', 'ф', 'г', 'д', 'т', 'у', 'ч']),
      ['.', 'Slash', undefined],
      [',', 'Shift+Slash', undefined],
      ['/', 'Shift+Backslash', '/'],
      ['?', 'Shift+Digit7', '?'],
      ['Ф', 'Shift+KeyA', undefined],
    ],
  ],
  [
    'Greek',
    [
      ...letters(['ξ', 'κ', 'ο', 'σ', 'α', 'θ', 'λ', 'ν', 'ε', 'χ']),
      ['/', 'Slash', '/'],
      ['?', 'Shift+Slash', '?'],
      ['΄', 'Semicolon', undefined],
    ],
  ],
  [
    'Hebrew, where Q types /',
    [
      ...letters(['ח', 'ל', 'ם', 'ד', 'ש', 'ו', 'ך', 'מ', 'ק', 'ס']),
      ['/', 'KeyQ', '/'],
      ['?', 'Shift+Slash', '?'],
      ['.', 'Slash', undefined],
    ],
  ],
  [
    'French AZERTY, where the typed letter counts',
    [
      ...letters(['j', 'k', 'o', 's', 'q', 'u', 'l', 'n', 'e', 'x']).filter(([typed]) => typed !== 'q'),
      ['a', 'KeyQ', 'a'],
      ['q', 'KeyA', undefined],
      ['é', 'Digit2', undefined],
      ['?', 'Shift+KeyM', '?'],
      ['/', 'Shift+Period', '/'],
      ['!', 'Slash', undefined],
      ['§', 'Shift+Slash', undefined],
    ],
  ],
  [
    'German, where the typed letter counts',
    [
      ...letters(['j', 'k', 'o', 's', 'a', 'u', 'l', 'n', 'e', 'x']),
      ['?', 'Shift+Minus', '?'],
      ['/', 'Shift+Digit7', '/'],
      ['-', 'Slash', undefined],
      ['_', 'Shift+Slash', undefined],
      ['ö', 'Semicolon', undefined],
      ['A', 'Shift+KeyA', undefined],
    ],
  ],
  [
    'US English with Caps Lock, which Shift reverses',
    [
      ...letters(['J', 'K', 'O', 'S', 'A', 'U', 'L', 'N', 'E', 'X']),
      ['/', 'Slash', '/'],
      ['?', 'Shift+Slash', '?'],
      ['s', 'Shift+KeyS', undefined],
      // On macOS, Shift has no effect while Caps Lock is on.
      ['S', 'Shift+KeyS', undefined],
    ],
  ],
  [
    'Russian with Caps Lock',
    [...letters(['О', 'Л', 'Щ', 'Ы', 'Ф', 'Г', 'Д', 'Т', 'У', 'Ч']), ['ф', 'Shift+KeyA', undefined]],
  ],
  [
    'Turkish F, whose letters are Latin, but not all in ASCII',
    [
      ['a', 'KeyF', 'a'],
      ['k', 'KeyJ', 'k'],
      ['l', 'KeyL', 'l'],
      ['ğ', 'KeyE', undefined],
      ['ö', 'KeyX', undefined],
      ['ı', 'KeyR', undefined],
    ],
  ],
];

describe('the shortcuts of the library on the layout', () => {
  it.each(LAYOUTS)('%s', (_, presses) => {
    const found = presses.map(([typed, position]) => [typed, position, ...shortcutsOf(typed, position)]);
    expect(found).toEqual(presses.map((press) => press.filter((part) => part !== undefined)));
  });
});

describe('while a key is held', () => {
  it('only j and k run again', () => {
    const run = (more: KeyboardEventInit): LetterKey[] => ALL.flatMap((key) => shortcutsOf(key, '', more));
    expect(run({})).toEqual(ALL);
    expect(run({ repeat: true })).toEqual(['j', 'k']);
  });

  it('j and k of a layout without Latin letters run again, too', () => {
    expect(shortcutsOf('о', 'KeyJ', { repeat: true })).toEqual(['j']);
    expect(shortcutsOf('ф', 'KeyA', { repeat: true })).toEqual([]);
  });

  it('j runs at most every 60 ms, but each press of it runs', () => {
    shortcutsOf('j', 'KeyJ');
    const times = [20, 20, 20, 59, 1, 60];
    const repeated = times.map((after) => shortcutsOf('j', 'KeyJ', { repeat: true }, after).length);
    expect(repeated).toEqual([0, 0, 1, 0, 1, 1]);
    expect(shortcutsOf('j', 'KeyJ', {}, 1)).toEqual(['j']);
    expect(shortcutsOf('j', 'KeyJ', {}, 1)).toEqual(['j']);
  });
});

it.each<[what: string, more: KeyboardEventInit]>([
  ['Ctrl', { ctrlKey: true }],
  ['Alt', { altKey: true }],
  ['Meta', { metaKey: true }],
  ['an input method', { isComposing: true }],
])('no key is a shortcut with %s', (_, more) => {
  expect(shortcutsOf('j', 'KeyJ', more)).toEqual([]);
  expect(shortcutsOf('؟', 'Shift+Slash', more)).toEqual([]);
});
