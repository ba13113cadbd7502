/**
 * The major versions of the oldest supported browsers. The manifest declares them, the build is compiled for them, and
 * `npm run test:oldest` tests them.
 */
export const MINIMUM_VERSIONS = { chromium: 140, firefox: 140, firefoxAndroid: 142 } as const;
