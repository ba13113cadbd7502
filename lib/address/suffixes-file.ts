/** Name of the extension's file that contains the result of `packedSuffixes`. `publicSuffixes` reads the file. */
export const SUFFIXES_FILE = 'public-suffixes.bin';
