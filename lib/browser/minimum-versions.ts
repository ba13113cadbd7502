/**
 * The oldest browsers that Civic Lens runs in, by major version. The manifest declares them, the build is compiled
 * for them, and `npm run test:oldest` tests them.
 */
export const MINIMUM_VERSIONS = { chromium: 140, firefox: 140, firefoxAndroid: 142 } as const;
