/** Returns a text in a form for comparison: without case, punctuation, white space and character references. */
export function foldText(text: string): string {
  return text
    .replace(/&(?:#\w{1,8}|\w{1,10});/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
