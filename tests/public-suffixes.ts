import { AUTHORS_HOSTS, publicSuffixRules } from '../lib/address/pack-public-suffixes.ts';
import { packPublicSuffixes } from '../lib/address/public-suffixes.ts';

/** The packed list of public suffixes. The package of the extension contains this list in compressed form. */
export const SUFFIXES = packPublicSuffixes([...publicSuffixRules(), ...AUTHORS_HOSTS]);

/** Returns the list asynchronously, as in the extension, which loads it on demand. */
export const publicSuffixes = async (): Promise<string> => SUFFIXES;
