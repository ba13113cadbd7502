import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import type { Condition } from '../../lib/search/query/query.ts';

/**
 * The forms that a part of a query can have, for example a word, a phrase or a filter. They are in the order of the
 * dialog that the key `?` opens. Each has the text key of its description. The type makes sure that no form of the
 * query grammar is missing.
 */
export const SEARCH_FORMS = {
  word: 'formWord',
  phrase: 'formPhrase',
  without: 'formWithout',
  lens: 'formLens',
  topic: 'formTopic',
  outlet: 'formOutlet',
  label: 'formLabel',
  no: 'formNoLabel',
  is: 'formState',
  has: 'formPart',
  after: 'formAfter',
  before: 'formBefore',
} as const satisfies Readonly<Record<Condition['type'] | 'without', TextKey>>;

export type SearchForm = keyof typeof SEARCH_FORMS;

/** Examples of the forms that the hint below the empty search box names. */
export const HINTED_FORMS = {
  phrase: () => `"${text('exampleWords')}"`,
  without: () => `-${text('exampleWithout')}`,
  is: () => 'is:unread',
} as const satisfies Partial<Readonly<Record<SearchForm, () => string>>>;
