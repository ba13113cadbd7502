/** Colours of the badge: `found` for analyses, `saved` if one is in the library. Contrast with white is over 4.5:1. */
export const BADGE_COLOURS = { found: '#1f3a5f', saved: '#1b5e3b' } as const;
