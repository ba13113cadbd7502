import { AUTHORS_HOSTS, publicSuffixRules } from '../lib/address/pack-public-suffixes.ts';
import { packPublicSuffixes } from '../lib/address/public-suffixes.ts';

/** The list that the extension has in its package. */
export const SUFFIXES = packPublicSuffixes([...publicSuffixRules(), ...AUTHORS_HOSTS]);

/** Reads it as the extension does: on demand. */
export const publicSuffixes = async (): Promise<string> => SUFFIXES;
