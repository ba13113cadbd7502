/** Name of the file in the extension with the result of `packedSuffixes`. `publicSuffixes` reads it. */
export const SUFFIXES_FILE = 'public-suffixes.bin';
