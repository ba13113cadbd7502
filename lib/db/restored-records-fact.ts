/** The records restored from the second copy. Kept until the reader dismisses the message about them. */
export interface RestoredFact {
  readonly name: 'restored';
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Headlines of the restored saved analyses. */
  readonly headlines: readonly string[];
  /** Number of removed analyses that were restored. */
  readonly removed: number;
  /** Names of the restored lenses, topics and outlets. */
  readonly followed: readonly string[];
  /** Number of restored waiting pages (`WaitingPage`); absent if none. */
  readonly waiting?: number;
  /** Number of story answers that were restored; absent if none. */
  readonly answers?: number;
  /** Number of labels that were restored; absent if none. */
  readonly labels?: number;
  /** Number of saved searches that were restored; absent if none. */
  readonly filters?: number;
  /** Number of corrections that were restored; absent if none. */
  readonly corrections?: number;
}
