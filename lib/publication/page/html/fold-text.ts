/** Two texts that differ in case, punctuation, quotation marks or entities alone fold to the same. */
export function folded(text: string): string {
  return text
    .replace(/&(?:#\w{1,8}|\w{1,10});/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
