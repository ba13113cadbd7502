import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Folder of the corpus: real pages, addresses and headlines with labels. They belong to their publishers and are not
 * part of the project. A developer who has such a corpus sets `CIVIC_LENS_CORPUS` to its folder. Without it, tests and
 * scripts report that they measured nothing.
 */
const FOLDER = resolve(process.env.CIVIC_LENS_CORPUS || join(import.meta.dirname, '../../../shared/corpus'));

/** Whether the corpus is available. */
export function hasCorpus(): boolean {
  return existsSync(join(FOLDER, 'pages.jsonl'));
}

/** Why a script that needs the corpus fails without it. */
export const NO_CORPUS = 'There is no corpus of real pages here. `CIVIC_LENS_CORPUS` can name its folder.';

/** A saved page and its labels. */
export interface PageRecord {
  /** Path of the page below the corpus. */
  readonly file: string;
  /** Encoding of the page, or `null` if its own `meta` element names it. */
  readonly charset: string | null;
  /** Address from which it was saved. */
  readonly url: string | null;
  /** Whether the page is an article, or `null` if that is undecided. */
  readonly isArticle: boolean | null;
  /**
   * Kind of the page. `news`: an article of a news site; `article`: an article of a blog, magazine or institution;
   * `broad`: an evergreen guide; `non`: not an article; `doubt`: undecided.
   */
  readonly grade: 'news' | 'article' | 'broad' | 'non' | 'doubt';
  readonly pageType: string;
  /** The headline as recorded in the corpus. */
  readonly headline: string | null;
  readonly datePublished: string | null;
  readonly canonical: string | null;
  readonly ogUrl: string | null;
  /** All addresses of this article. */
  readonly identity: readonly string[];
  /** Addresses that the page wrongly claims as its own. */
  readonly badClaims: readonly { readonly from: string; readonly value: string }[];
}

/** Two addresses, either of one article or of two articles. */
export interface AddressPair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  /** The origin of the pair. `page:amphtml`: the page at `a` names `b` as its AMP form. */
  readonly kind: string;
  /** Whether the two strings alone are enough to decide. */
  readonly byString: boolean | null;
  /** Whether the data from which `same` was taken contradicts itself. */
  readonly disputed?: boolean;
}

/** Two similar headlines, either of one article or of two articles. */
export interface HeadlinePair {
  readonly a: { readonly url: string; readonly headline: string };
  readonly b: { readonly url: string; readonly headline: string };
  readonly same: boolean;
}

export function pageRecords(): PageRecord[] {
  return lines('pages.jsonl').map((line) => JSON.parse(line) as PageRecord);
}

export function addressPairs(): AddressPair[] {
  return lines('urls-same.jsonl').map((line) => JSON.parse(line) as AddressPair);
}

export function headlinePairs(): HeadlinePair[] {
  return lines('headline-pairs.jsonl').map((line) => JSON.parse(line) as HeadlinePair);
}

/** Returns the addresses of different pages, without duplicates. */
export function distinctAddresses(): string[] {
  return lines('urls-distinct.txt.gz');
}

/** Returns the bytes of a saved page. */
export function pageBytes(record: PageRecord): Buffer {
  const packed = readFileSync(join(FOLDER, record.file));
  // The last four bytes of a gzip file are its uncompressed size (RFC 1952). Unpacking is fastest with one chunk of
  // that size.
  return gunzipSync(packed, { chunkSize: Math.max(64, packed.readUInt32LE(packed.length - 4)) });
}

/** Returns the text of a saved page, or an empty string if no encoding is known. */
export function pageText(record: PageRecord): string {
  const bytes = pageBytes(record);
  const declared = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(
    bytes.subarray(0, 4096).toString('latin1'),
  )?.[1];
  for (const charset of [record.charset, declared, 'utf-8']) {
    try {
      if (charset) return new TextDecoder(charset).decode(bytes);
    } catch {
      // The Encoding Standard does not know this encoding, or the page is not in it. Try the next encoding.
    }
  }
  return '';
}

function lines(file: string): string[] {
  const bytes = readFileSync(join(FOLDER, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean);
}
