import { urlKey } from '../../lib/address/url-keys.ts';
import { pageKeys } from '../../lib/page/page-keys.ts';
import { type AddressPair, addressPairs, distinctAddresses, pageRecords } from './corpus.ts';
import { bare, type KeyOf, type Share, share } from './measure.ts';

export interface AddressFigures {
  /** Number of addresses of different pages. */
  readonly addresses: number;
  /** Pairs of these addresses that wrongly have the same key. */
  readonly wronglyMerged: readonly string[];
  /** Pairs that are labelled as different but wrongly have the same key. */
  readonly notSame: { readonly of: number; readonly merged: readonly string[] };
  /** Pairs of one article for which the strings are enough to decide. A pair is good if both have the same key. */
  readonly byString: Share;
  /** Pages and the AMP forms that they name. A pair is good if both have the same key. */
  readonly ampByString: Share;
}

export function measureAddresses(keyOf: KeyOf = urlKey): AddressFigures {
  const seen = new Map<string, string>();
  const wronglyMerged: string[] = [];
  const addresses = distinctAddresses();
  for (const address of addresses) {
    const key = keyOf(address) ?? address;
    const other = seen.get(key);
    if (other !== undefined) wronglyMerged.push(`${address} = ${other}`);
    seen.set(key, address);
  }
  const pairs = addressPairs().filter(({ disputed }) => !disputed);
  const merges = ({ a, b }: AddressPair): boolean => keyOf(a) !== undefined && keyOf(a) === keyOf(b);
  const different = pairs.filter(({ same }) => !same);
  const same = pairs.filter((pair) => pair.same);
  return {
    addresses: addresses.length,
    wronglyMerged,
    notSame: { of: different.length, merged: different.filter(merges).map(named) },
    byString: share(
      same.filter(({ byString }) => byString),
      merges,
      named,
    ),
    ampByString: share(
      same.filter(({ kind }) => kind === 'page:amphtml'),
      merges,
      named,
    ),
  };
}

/** Measures how many AMP forms have a key of their page, because of their canonical. */
export function measureAmpWithCanonical(): Share {
  const canonicals = new Map(pageRecords().map(({ url, canonical }) => [url, canonical]));
  const pairs = addressPairs().filter(
    ({ kind, same, disputed }) => same && !disputed && kind === 'page:amphtml',
  );
  return share(
    pairs,
    ({ a, b }) => {
      // An AMP page must have a canonical that names the ordinary form of the page
      // (https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml/).
      const address = canonicals.get(a) ?? a;
      const keys = pageKeys({
        ...bare(b),
        claims: [{ by: 'canonical', address }],
      }).map(({ key }) => key);
      return keys.some((key) => key === urlKey(a) || key === urlKey(address));
    },
    named,
  );
}

function named({ a, b, kind }: AddressPair): string {
  return `${kind}: ${a} ≠ ${b}`;
}
