import type { ImportBlock } from './import-batch.ts';
import type { Fault } from './library-fields.ts';

/** Something in a file that could not be read. */
export interface UnreadLine {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly fault: Fault;
}

/** An address that another program had saved. */
export interface SavedAddress {
  /** Absolute `http:` or `https:` address. */
  readonly address: string;
  readonly line: number;
  /** When the other program saved it (ms since the epoch); absent if unknown. */
  readonly savedAt?: number;
  readonly state?: 'read' | 'archived';
  readonly labels: readonly string[];
  readonly note?: string;
}

/** The content of a file that was read since the last part. */
export interface FilePart {
  /** Records of an exported library. */
  readonly block: Omit<ImportBlock, 'found'>;
  /** Addresses from another program. */
  readonly addresses: readonly SavedAddress[];
  readonly unread: readonly UnreadLine[];
}

/**
 * The reason why no part of a file can be imported. `archive`: the reader must unpack it first. `newer`: a newer
 * release wrote it. `unknown`: its form is not known. `too-large`: it is larger than any export.
 */
export type Refusal = 'empty' | 'archive' | 'newer' | 'unknown' | 'too-large';

/** A file was refused as a whole. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  readonly reason: Refusal;

  constructor(reason: Refusal) {
    super(`The file was refused: ${reason}.`);
    this.reason = reason;
  }
}
