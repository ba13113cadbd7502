/** Finds the ends of sentences, in many scripts. */

const SENTENCE_END = '[.!?…。！？؟।۔။។]["”’»」』）)\\]]*';
/** Thai and Lao have no sign for the end of a sentence, and no spaces between words. So a space ends a clause. */
const CLAUSE_END = '(?<=[\\p{Script=Thai}\\p{Script=Lao}])(?=\\s)';
const ANY_END = `(?:${SENTENCE_END}|${CLAUSE_END})`;
/** Matches the end of the last sentence that ends in a text, and the white space after it. */
export const LAST_END = new RegExp(`${ANY_END}\\s*(?!.*${ANY_END})`, 'su');
/** Matches a text that ends with a sentence. */
export const ENDS_SENTENCE = new RegExp(`${SENTENCE_END}$`, 'u');
/** Matches the end of the first sentence that ends in a text. */
export const FIRST_END = new RegExp(ANY_END, 'u');
/** Matches a text that ends with a clause and the space after it. */
export const ENDS_CLAUSE = new RegExp(`${CLAUSE_END}\\s$`, 'u');
