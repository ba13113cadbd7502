/** The current time in every test: noon of 3 July 2026 in the local time zone (ms since the epoch). */
export const NOW = new Date(2026, 6, 3, 12).getTime();
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
