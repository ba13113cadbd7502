/**
 * The major versions of the oldest supported browsers. The manifest declares them, and the build is compiled for them.
 * `npm run test:oldest` tests the two desktop browsers in these versions, or in the oldest later versions that are
 * available.
 */
export const MINIMUM_VERSIONS = { chromium: 140, firefox: 140, firefoxAndroid: 142 } as const;
