/** The records of the search index. All except the queue can be rebuilt from the reader's records and the cards. */

/** An analysis that was saved, changed or removed, and whose present state is not in the search index yet. */
export interface QueuedForSearch {
  /** `id` of the card. */
  readonly id: string;
  /** A new random number for each change. It shows whether the analysis changed again while it was being indexed. */
  readonly change: number;
  /** Milliseconds since the epoch. */
  readonly queuedAt: number;
}

/** A packed segment of the search index. Segments never change. */
export interface StoredSegment {
  /** Random. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A segment of the present search index. */
export interface ListedSegment {
  readonly name: string;
  readonly kind: 'saved' | 'card';
  /** For the kind `card`: identifies the cards from which the segment was made. */
  readonly source?: string;
  /** One bit for each document of the segment; 1 if the document was removed, or is in a newer segment. */
  readonly deleted: Uint8Array<ArrayBuffer>;
}

/** The list of segments of the present search index. Each change writes it in the same transaction as the segments. */
export interface SegmentList {
  readonly name: 'list';
  /** A new random number after each change. */
  readonly change: number;
  readonly segments: readonly ListedSegment[];
  /** Whether every saved analysis was indexed once. Analyses that changed later are in the queue. */
  readonly isComplete: boolean;
}
