/** The views of the library that have an address. */
export const VIEWS = [
  'unread',
  'reading',
  'read',
  'all',
  'archive',
  'highlights',
  'removed',
  'new',
  'corrections',
] as const;
export type View = (typeof VIEWS)[number];

/** The properties by which a view can be filtered. */
export const FILTER_PROPERTIES = ['lens', 'topic', 'outlet', 'label'] as const;
export type FilterProperty = (typeof FILTER_PROPERTIES)[number];

/** A place of the library: the hash of its address, in parts. Absent parts are not in the address. */
export interface LibraryPlace extends Partial<Readonly<Record<FilterProperty, string>>> {
  readonly view?: View;
  /** The query in the search box. */
  readonly q?: string;
  /** Set if the place omits cards of the index that the reader has not saved. */
  readonly saved?: true;
  /**
   * Id of the open analysis. The address has it in addition to the view, so that the list stays while the reader reads.
   */
  readonly analysis?: string;
  /**
   * The comparison, earlier version or version list that replaces the text of the open analysis, in the form that
   * `formatOtherTextPlace` in `components/corrections` returns.
   */
  readonly text?: string;
}

/** Hashes that `hashOfPlace` does not write, but with which the notification and the panel open the library. */
const FORMER: Readonly<Record<string, LibraryPlace>> = { '#new-for-you': { view: 'new' } };

/** Parses the hash of the library's address. Ignores unknown parts. */
export function placeFromHash(hash: string): LibraryPlace {
  const parts = new Map(
    hash
      .slice(1)
      .split('&')
      .map((part): [string, string] => {
        const at = part.indexOf('=');
        return at < 0 ? [part, ''] : [part.slice(0, at), decoded(part.slice(at + 1))];
      }),
  );
  const written = (name: string): object => (parts.get(name) ? { [name]: parts.get(name) } : {});
  const view = VIEWS.find((one) => one === parts.get('view'));
  return {
    ...FORMER[hash],
    ...(view ? { view } : {}),
    ...Object.assign({}, ...FILTER_PROPERTIES.map(written), written('q')),
    ...(parts.get('saved') === '1' ? { saved: true } : {}),
    ...written('analysis'),
    ...written('text'),
  };
}

/** Returns the hash of the library's address for a place. `placeFromHash` parses it. */
export function hashOfPlace(place: LibraryPlace): string {
  const parts = (['view', ...FILTER_PROPERTIES, 'q', 'saved', 'analysis', 'text'] as const).flatMap(
    (name) => {
      const value = place[name];
      if (value === undefined || value === '') return [];
      return [`${name}=${value === true ? '1' : encodeURIComponent(value.toWellFormed())}`];
    },
  );
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}

/** Returns the id of the analysis that this hash of the library page opens; `undefined` if it opens none. */
export function analysisFromHash(hash: string): string | undefined {
  return placeFromHash(hash).analysis;
}

/**
 * Returns the text without percent-encoding (RFC 3986). A plus sign becomes a space, because other programs write a
 * space in a query as a plus sign. A text with an invalid `%` is returned unchanged.
 */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** The hash with which the library page shows the result of looking up a link. */
export const LOOKED_UP_HASH = '#looked-up';
