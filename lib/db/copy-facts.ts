/** Facts about the copies of the reader's records: backups and exported files. */
export type CopyFact =
  /** How often changed records were copied to the second copy. It shows whether anything changed since a backup. */
  | { readonly name: 'changed'; readonly changes: number }
  /** The last backup: when it was made (ms since the epoch), and the value of `changes` in the fact `changed` then. */
  | { readonly name: 'backup'; readonly at: number; readonly changes: number }
  /** Files with the whole library. Each field is absent if that never happened. */
  | {
      readonly name: 'export';
      /** When the reader last made one (ms since the epoch). */
      readonly fileAt?: number;
      /** The value of `changes` in the fact `changed` then. */
      readonly changes?: number;
      /** When the reader last postponed making one (ms since the epoch). */
      readonly postponedAt?: number;
    };
