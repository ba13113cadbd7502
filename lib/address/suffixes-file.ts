/** The file of the Public Suffix List in the extension: `packedSuffixes` writes it, `publicSuffixes` reads it. */
export const SUFFIXES_FILE = 'public-suffixes.bin';
