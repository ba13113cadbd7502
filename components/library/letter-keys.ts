import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TextKey } from '../../lib/browser/interface-texts.ts';

/** The single-key shortcuts, in the order in which the dialog lists them, each with the key of its description. */
export const LETTER_KEYS = {
  j: 'keyNext',
  k: 'keyPrevious',
  o: 'keyOpen',
  s: 'keySave',
  a: 'keyArchive',
  u: 'keyUnread',
  l: 'keyLabel',
  n: 'keyNote',
  e: 'keyExport',
  x: 'keySelect',
  '/': 'keySearch',
  '?': 'keyHelp',
} as const satisfies Readonly<Record<string, TextKey>>;

export type LetterKey = keyof typeof LETTER_KEYS;

/** Elements in which a letter key is no shortcut: text fields, open dialogs and open menus. */
const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';
const OPEN = 'dialog, [role=dialog], [role=menu]';

/**
 * Returns the shortcut of a pressed key. If the keyboard layout has no Latin letters, the position of the key decides
 * (https://w3c.github.io/uievents-code/). No key is a shortcut while the reader types, in an open dialog or menu, or
 * together with Ctrl, Alt or Meta.
 */
function letterKey(event: KeyboardEvent): LetterKey | undefined {
  const { key, code, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return undefined;
  if (target instanceof Element && target.closest(`${TYPING}, ${OPEN}`)) return undefined;
  const isOtherLetter = /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  const meant = isOtherLetter ? latinOf(code, event.shiftKey) : key;
  return Object.hasOwn(LETTER_KEYS, meant) ? (meant as LetterKey) : undefined;
}

/** Returns the character that the key with this code types in the US layout. */
function latinOf(code: string, isShifted: boolean): string {
  if (code === 'Slash') return isShifted ? '?' : '/';
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? '';
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
  useLayoutEffect(() => {
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
