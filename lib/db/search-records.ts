/** The records of the search index. All but the queue can be made again from the reader's records and the index. */

/** An analysis whose texts changed since the search index read them, or that was removed. */
export interface QueuedForSearch {
  /** `id` of the card. */
  readonly id: string;
  /** A random number for each change, so that a change made while the analysis is being read is not lost. */
  readonly change: number;
  /** Milliseconds since the epoch. */
  readonly queuedAt: number;
}

/** A packed segment. It never changes. */
export interface StoredSegment {
  /** Random. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A segment of the present search index. */
export interface ListedSegment {
  readonly name: string;
  readonly kind: 'saved' | 'card';
  /** Of a segment of cards: which cards of the index it was made from. */
  readonly source?: string;
  /** A bit for each document that was removed, or is in a newer segment. */
  readonly deleted: Uint8Array<ArrayBuffer>;
}

/** The present search index. Each change writes it in the same transaction as the segments. */
export interface SegmentList {
  readonly name: 'list';
  /** Another random number after each change. */
  readonly change: number;
  readonly segments: readonly ListedSegment[];
  /** Whether all saved analyses were indexed once. Those that changed later are in the queue. */
  readonly isComplete: boolean;
}
