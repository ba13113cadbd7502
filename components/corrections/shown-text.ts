/** What is shown in place of the present text of an analysis. */
export type ShownText =
  /** The list of its versions. */
  | { readonly kind: 'versions' }
  /** An earlier version. */
  | { readonly kind: 'version'; readonly version: string }
  /** Two versions, compared. */
  | { readonly kind: 'changes'; readonly from: string; readonly to: string };

/** Stands between two versions. No version contains it: they are dates, or "#" and a hash. */
const BETWEEN = '..';
const VERSIONS = 'versions';

/** Writes what is shown for the address of the library: `versions`, a version, or two versions as `<from>..<to>`. */
export function addressOf(shown: ShownText): string {
  switch (shown.kind) {
    case 'versions':
      return VERSIONS;
    case 'version':
      return shown.version;
    case 'changes':
      return shown.from + BETWEEN + shown.to;
  }
}

/** Reads what `addressOf` has written. */
export function shownIn(address: string | undefined): ShownText | undefined {
  if (!address) return undefined;
  if (address === VERSIONS) return { kind: 'versions' };
  const [from = '', to] = address.split(BETWEEN);
  return to === undefined ? { kind: 'version', version: from } : { kind: 'changes', from, to };
}
