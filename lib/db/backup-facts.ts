/** Facts about the copies of the reader's records: backups and exported files. */
export type BackupFact =
  /**
   * Number of times that changed records were copied to the second copy. It shows whether anything changed since a
   * backup.
   */
  | { readonly name: 'changed'; readonly changes: number }
  /** The last backup: its time (ms since the epoch), and the value of `changes` in the fact `changed` at that time. */
  | { readonly name: 'backup'; readonly at: number; readonly changes: number }
  /** Exported files with the whole library. Each field is absent until its event has happened. */
  | {
      readonly name: 'export';
      /** When the reader last exported the whole library to a file (ms since the epoch). */
      readonly fileAt?: number;
      /** The value of `changes` in the fact `changed` at the time `fileAt`. */
      readonly changes?: number;
      /** When the reader last postponed an export (ms since the epoch). The next export removes this field. */
      readonly postponedAt?: number;
    };
