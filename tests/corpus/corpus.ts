import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Folder of the corpus: real pages, addresses and headlines with labels. They belong to their publishers and are not
 * part of the project. `CIVIC_LENS_CORPUS` names the folder of a developer who has them. Without them, tests and
 * scripts say that they did not measure anything.
 */
const FOLDER = resolve(process.env.CIVIC_LENS_CORPUS || join(import.meta.dirname, '../../../shared/corpus'));

/** Whether the corpus is here. */
export function hasCorpus(): boolean {
  return existsSync(join(FOLDER, 'pages.jsonl'));
}

/** A saved page and its labels. */
export interface PageRecord {
  /** Path of the page below the corpus. */
  readonly file: string;
  /** Encoding of the page; `null`: that of its own `meta` element. */
  readonly charset: string | null;
  /** Address from which it was saved. */
  readonly url: string | null;
  /** Whether the page is an article; `null`: not decided. */
  readonly isArticle: boolean | null;
  /**
   * `news`: an article of a news site; `article`: of a blog, magazine or institution; `broad`: an evergreen guide;
   * `non`: no article; `doubt`: not decided.
   */
  readonly grade: 'news' | 'article' | 'broad' | 'non' | 'doubt';
  readonly pageType: string;
  /** Headline as the corpus records it. */
  readonly headline: string | null;
  readonly datePublished: string | null;
  readonly canonical: string | null;
  readonly ogUrl: string | null;
  /** All addresses of this article. */
  readonly identity: readonly string[];
  /** Addresses that the page wrongly claims as its own. */
  readonly badClaims: readonly { readonly from: string; readonly value: string }[];
}

/** Two addresses, of the same article or of two. */
export interface AddressPair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  /** Where the pair comes from. `page:amphtml`: the page at `a` names `b` as its AMP form. */
  readonly kind: string;
  /** Whether the two strings alone suffice to decide. */
  readonly byString: boolean | null;
  /** Whether sources of the labels contradict each other here. */
  readonly disputed?: boolean;
}

/** Two similar headlines, of the same article or of two. */
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

/** Returns addresses of different pages, each once. */
export function distinctAddresses(): string[] {
  return lines('urls-distinct.txt.gz');
}

/** Returns the bytes of a saved page. */
export function pageBytes(record: PageRecord): Buffer {
  const packed = readFileSync(join(FOLDER, record.file));
  // The last four bytes of a gzip file are its uncompressed size (RFC 1952). One chunk of that size unpacks fastest.
  return gunzipSync(packed, { chunkSize: Math.max(64, packed.readUInt32LE(packed.length - 4)) });
}

/** Returns the text of a saved page; empty if no encoding is known. */
export function pageText(record: PageRecord): string {
  const bytes = pageBytes(record);
  const declared = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(
    bytes.subarray(0, 4096).toString('latin1'),
  )?.[1];
  for (const charset of [record.charset, declared, 'utf-8']) {
    try {
      if (charset) return new TextDecoder(charset).decode(bytes);
    } catch {
      // This is not an encoding of the Encoding Standard, or the page does not have it. Try the next one.
    }
  }
  return '';
}

function lines(file: string): string[] {
  const bytes = readFileSync(join(FOLDER, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean);
}
