/** The comparison, earlier version or version list that replaces the text of an analysis. */
export type OtherTextPlace =
  /** The list of the versions of the analysis. */
  | { readonly kind: 'versions' }
  /** An earlier version. */
  | { readonly kind: 'version'; readonly version: string }
  /** A comparison of two versions. */
  | { readonly kind: 'changes'; readonly from: string; readonly to: string };

/** Separates two versions. No version contains this separator: a version is a date, or "#" and a hash. */
const SEPARATOR = '..';
const VERSIONS = 'versions';

/**
 * Returns the string that stands in the library's address: `versions`, a version, or two versions as `<from>..<to>`.
 */
export function formatOtherTextPlace(shown: OtherTextPlace): string {
  switch (shown.kind) {
    case 'versions':
      return VERSIONS;
    case 'version':
      return shown.version;
    case 'changes':
      return shown.from + SEPARATOR + shown.to;
  }
}

/** Parses a string that `formatOtherTextPlace` wrote. */
export function parseOtherTextPlace(address: string | undefined): OtherTextPlace | undefined {
  if (!address) return undefined;
  if (address === VERSIONS) return { kind: 'versions' };
  const [from = '', to] = address.split(SEPARATOR);
  return to === undefined ? { kind: 'version', version: from } : { kind: 'changes', from, to };
}
