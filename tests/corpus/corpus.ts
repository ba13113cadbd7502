import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Real pages, addresses and headlines with labels. They belong to their publishers and are no part of the project:
 * whoever has them puts them beside it, or names their folder in `CIVIC_LENS_CORPUS`. What is measured on them is
 * asserted where they are, and said to be missing where they are not.
 */
const FOLDER = resolve(process.env.CIVIC_LENS_CORPUS || join(import.meta.dirname, '../../../shared/corpus'));

/** Whether the corpus is here. */
export function hasCorpus(): boolean {
  return existsSync(join(FOLDER, 'pages.jsonl'));
}

/** One saved page and what is known of it. */
export interface PageRecord {
  /** Path of the page below the corpus. */
  readonly file: string;
  /** Encoding to read it with; `null` where its own `meta` tells. */
  readonly charset: string | null;
  /** Address that it was saved from. */
  readonly url: string | null;
  /** `null`: not to be judged. */
  readonly isArticle: boolean | null;
  /** `news`: of a news site; `article`: of a blog, magazine or institution; `broad`: an evergreen guide. */
  readonly grade: 'news' | 'article' | 'broad' | 'non' | 'doubt';
  readonly pageType: string;
  /** Headline as the corpus records it. */
  readonly headline: string | null;
  readonly datePublished: string | null;
  readonly canonical: string | null;
  readonly ogUrl: string | null;
  /** All addresses that mean this article. */
  readonly identity: readonly string[];
  /** Addresses that the page claims wrongly. */
  readonly badClaims: readonly { readonly from: string; readonly value: string }[];
}

/** Two addresses, of one article or not. */
export interface AddressPair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  /** `page:amphtml` and the like: the page at `a` says that it is `b`. */
  readonly kind: string;
  /** Whether rules on the two strings suffice. */
  readonly byString: boolean | null;
  /** Named lists contradict each other here. */
  readonly disputed?: boolean;
}

/** Two headlines that are near to each other, of one article or not. */
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

/** Addresses of different pages, each once. */
export function distinctAddresses(): string[] {
  return lines('urls-distinct.txt.gz');
}

/** The page as it was saved. */
export function pageBytes(record: PageRecord): Buffer {
  const packed = readFileSync(join(FOLDER, record.file));
  // The last four bytes are the page's size (RFC 1952): in one piece it is unpacked in half the time.
  return gunzipSync(packed, { chunkSize: Math.max(64, packed.readUInt32LE(packed.length - 4)) });
}

/** The page as text. */
export function pageText(record: PageRecord): string {
  const bytes = pageBytes(record);
  const told = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1];
  for (const charset of [record.charset, told, 'utf-8']) {
    try {
      if (charset) return new TextDecoder(charset).decode(bytes);
    } catch {
      // No encoding that the standard knows: the next.
    }
  }
  return '';
}

function lines(file: string): string[] {
  const bytes = readFileSync(join(FOLDER, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean);
}
