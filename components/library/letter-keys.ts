import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TextKey } from '../../lib/browser/interface-texts.ts';

/**
 * The single-key shortcuts, in the order of the dialog that the key `?` opens. Each has the text key of its
 * description.
 */
export const LETTER_KEYS = {
  j: 'keyNext',
  k: 'keyPrevious',
  o: 'keyOpen',
  s: 'keySave',
  a: 'keyArchive',
  u: 'keyUnread',
  l: 'keyLabel',
  n: 'keyNote',
  h: 'keyHighlight',
  e: 'keyExport',
  x: 'keySelect',
  z: 'keyUndo',
  '/': 'keySearch',
  '?': 'keyHelp',
} as const satisfies Readonly<Record<string, TextKey>>;

export type LetterKey = keyof typeof LETTER_KEYS;

/**
 * `TYPING` and `OPEN` match the elements in which a letter key is no shortcut: text fields, selection lists, dialogs
 * and menus.
 */
const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';
const OPEN = 'dialog, [role=dialog], [role=menu]';

/** The shortcuts that run again and again while the reader holds the key. */
const WHILE_HELD: readonly LetterKey[] = ['j', 'k'];
/**
 * The shortest time between two runs of a shortcut while its key is held (ms). If an analysis is open, each run
 * replaces the address. Browsers limit how often a page may do this, Firefox to 200 times in 10 seconds
 * (https://developer.mozilla.org/docs/Web/API/History/replaceState#exceptions).
 */
const HELD_EVERY_MS = 60;

/**
 * Matches the characters of keyboard layouts with Latin letters. For example, on AZERTY keyboards Shift and the key
 * `Slash` type `§`, which must not open the help.
 */
const OF_LATIN_LAYOUT = /[\0-\u00ff]|\p{Script=Latin}/u;

/**
 * Returns the shortcut of a pressed key; `undefined` if it has none. No key has a shortcut if the focus is in a text
 * field, a selection list, a dialog or a menu, or if Ctrl, Alt or Meta is held.
 */
function letterKey(event: KeyboardEvent): LetterKey | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return undefined;
  const { target } = event;
  if (target instanceof Element && target.closest(`${TYPING}, ${OPEN}`)) return undefined;
  const meant = intendedCharacter(event);
  if (!Object.hasOwn(LETTER_KEYS, meant)) return undefined;
  const key = meant as LetterKey;
  return event.repeat && !WHILE_HELD.includes(key) ? undefined : key;
}

/**
 * Returns the character that the reader means with a key. A Latin letter is returned as if Caps Lock were off. If the
 * key types a letter or mark of a layout without Latin letters, returns the letter or `/` at the same position of the
 * US layout (https://w3c.github.io/uievents-code/). If that position has neither, returns an empty string. With Shift,
 * this applies only to the key `Slash`, which then means `?`. All other typed characters are returned unchanged.
 */
export function intendedCharacter({
  key,
  code,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  if (OF_LATIN_LAYOUT.test(key)) {
    if (!/^\p{L}$/u.test(key)) return key;
    // Caps Lock changes the case of a typed letter, so only Shift tells which case the reader means.
    return shiftKey ? key.toUpperCase() : key.toLowerCase();
  }
  if (code === 'Slash' && shiftKey) return '?';
  if (shiftKey || !/^[\p{L}\p{M}]+$/u.test(key)) return key;
  return code === 'Slash' ? '/' : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? '');
}

/**
 * Runs the action of a shortcut when the reader presses its key.
 *
 * @param isOn whether the reader has switched the single-key shortcuts on
 *   (https://www.w3.org/TR/WCAG22/#character-key-shortcuts)
 */
export function useLetterKeys(isOn: boolean, actions: Readonly<Record<LetterKey, () => void>>): void {
  const current = useRef(actions);
  current.current = actions;
  const lastRun = useRef(0);
  useLayoutEffect(() => {
    if (!isOn) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const key = letterKey(event);
      if (key === undefined || event.defaultPrevented) return;
      event.preventDefault();
      if (event.repeat && event.timeStamp - lastRun.current < HELD_EVERY_MS) return;
      lastRun.current = event.timeStamp;
      current.current[key]();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [isOn]);
}
