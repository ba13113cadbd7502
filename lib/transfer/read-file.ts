import type { SavedElsewhere } from '../db/remembered-page-records.ts';
import type { Fault } from './fields-in-library-file.ts';
import type { ImportBlock } from './import-batch.ts';

/** Something in a file that could not be read. */
export interface UnreadLine {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly fault: Fault;
}

/** An address that another program had saved. */
export interface SavedAddress extends SavedElsewhere {
  /** Absolute `http:` or `https:` address. */
  readonly address: string;
  readonly line: number;
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
 * release wrote it. `unknown`: its form is not known. `too-large`: it is larger than any export. `unreadable`: the
 * browser could not read it.
 */
export type Refusal = 'empty' | 'archive' | 'newer' | 'unknown' | 'too-large' | 'unreadable';

/** Thrown if no part of a file can be imported. */
export class RefusedFileError extends Error {
  override readonly name = 'RefusedFileError';
  readonly reason: Refusal;

  constructor(reason: Refusal) {
    super(`The file was refused: ${reason}.`);
    this.reason = reason;
  }
}

/**
 * Whether an error says that the browser could not read a file. The file was moved, deleted or changed since the reader
 * chose it, or is on a disk that was removed (https://developer.mozilla.org/docs/Web/API/FileReader/error).
 */
export function isUnreadable(error: unknown): boolean {
  return error instanceof DOMException && ['NotReadableError', 'NotFoundError'].includes(error.name);
}
