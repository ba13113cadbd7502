import { useEffect, useRef } from 'preact/hooks';
import type { TextKey } from '../../lib/browser/interface-texts.ts';

/** The shortcuts of single keys, in the order of their list, with what each does. */
export const LETTER_KEYS = {
  j: 'keyNext',
  k: 'keyPrevious',
  o: 'keyOpen',
  s: 'keySave',
  a: 'keyArchive',
  u: 'keyUnread',
  l: 'keyLabel',
  x: 'keySelect',
  '/': 'keySearch',
  '?': 'keyHelp',
} as const satisfies Readonly<Record<string, TextKey>>;

export type LetterKey = keyof typeof LETTER_KEYS;

/** Where a key types, or chooses from what is open. */
const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';
const OPEN = 'dialog, [role=dialog], [role=menu]';

/**
 * The shortcut of a pressed key. A layout without Latin letters types others with the same keys, so there the place of
 * the key counts (https://w3c.github.io/uievents-code/). Nothing is a shortcut while the reader types, or with a
 * modifier key.
 */
export function letterKey(event: KeyboardEvent): LetterKey | undefined {
  const { key, code, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return undefined;
  if (target instanceof Element && target.closest(`${TYPING}, ${OPEN}`)) return undefined;
  const isOtherLetter = /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  const meant = isOtherLetter ? latinOf(code, event.shiftKey) : key;
  return Object.hasOwn(LETTER_KEYS, meant) ? (meant as LetterKey) : undefined;
}

/** What a key with this code types in the layout of the United States. */
function latinOf(code: string, isShifted: boolean): string {
  if (code === 'Slash') return isShifted ? '?' : '/';
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? '';
}

/**
 * Runs the action of a shortcut when its key is pressed.
 *
 * @param isOn whether the reader wants shortcuts of single letters
 *   (https://www.w3.org/TR/WCAG22/#character-key-shortcuts)
 */
export function useLetterKeys(isOn: boolean, actions: Readonly<Record<LetterKey, () => void>>): void {
  const current = useRef(actions);
  current.current = actions;
  useEffect(() => {
    if (!isOn) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const key = letterKey(event);
      if (key === undefined || event.defaultPrevented) return;
      event.preventDefault();
      current.current[key]();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [isOn]);
}
