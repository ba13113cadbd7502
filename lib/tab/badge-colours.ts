/**
 * Colours of the badge: `saved` if a matching analysis is in the library, otherwise `found`. Their contrast with white
 * is over 4.5:1.
 */
export const BADGE_COLOURS = { found: '#1f3a5f', saved: '#1b5e3b' } as const;
