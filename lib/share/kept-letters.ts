import { browser } from '../browser/browser.ts';
import type { Letter } from './letter.ts';

/** What a letter is about. For each page and wrong analysis, at most one letter is kept. */
export interface LetterTopic {
  /** Address of the page. */
  readonly address: string;
  /** Id of the analysis that was shown for the wrong article; absent if the reader asks for an analysis. */
  readonly wrong?: string | undefined;
}

const PREFIX = 'letter:';

function keyOf({ address, wrong = '' }: LetterTopic): string {
  return PREFIX + JSON.stringify([address.split('#')[0], wrong]);
}

/**
 * Keeps an edited letter until the browser closes, so that it is not lost when the popup closes. It is stored in
 * `storage.session`, which is in memory only. Do not call this for a page in a private window.
 */
export function keepLetter(topic: LetterTopic, letter: Letter): Promise<void> {
  return browser.storage.session.set({ [keyOf(topic)]: letter });
}

/** Returns the letter that the reader has edited; `undefined` if there is none, or if the stored value is damaged. */
export async function keptLetter(topic: LetterTopic): Promise<Letter | undefined> {
  const key = keyOf(topic);
  const stored = (await browser.storage.session.get(key))[key] as Partial<Letter> | undefined;
  const { subject, body } = stored ?? {};
  return typeof subject === 'string' && typeof body === 'string' ? { subject, body } : undefined;
}

/** Deletes the edited letter. */
export function dropLetter(topic: LetterTopic): Promise<void> {
  return browser.storage.session.remove(keyOf(topic));
}
