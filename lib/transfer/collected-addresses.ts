import type { Fault } from './fields-in-library-file.ts';
import { addressFault } from './foreign-fields.ts';
import { NO_RECORDS } from './import-batch.ts';
import type { FilePart, SavedAddress, UnreadLine } from './read-file.ts';

/** Collects the addresses that a file contains, and the lines that could not be read. */
export class CollectedPart {
  addresses: SavedAddress[] = [];
  unread: UnreadLine[] = [];

  /** Adds an address, or the reason why it cannot be looked up. */
  add(found: SavedAddress): void {
    const fault = addressFault(found.address);
    if (fault) this.skip(found.line, fault);
    else this.addresses.push({ ...found, address: found.address.trim() });
  }

  skip(line: number, fault: Fault): void {
    this.unread.push({ line, fault });
  }

  /** Returns the addresses and lines that were collected since the last call. */
  take(): FilePart {
    const { addresses, unread } = this;
    this.addresses = [];
    this.unread = [];
    return { block: NO_RECORDS, addresses, unread };
  }
}
