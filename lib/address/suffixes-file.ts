/** The file in the extension that holds the result of `packedSuffixes`. `publicSuffixes` reads it. */
export const SUFFIXES_FILE = 'public-suffixes.bin';
