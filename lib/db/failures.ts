/** Classifies the errors of the database. */

/** Names of the errors with which browsers report that the disk is full or broken. */
export const FAILED_WRITES: ReadonlySet<string> = new Set(['QuotaExceededError', 'UnknownError']);

/** Thrown if a newer version of the extension wrote the database. The database is not changed. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

/** Whether a write failed because the disk is full. */
export function isStorageFull(error: unknown): boolean {
  return namesOf(error).includes('QuotaExceededError');
}

/** Whether a write failed because the disk is full or broken. */
export function isFailedWrite(error: unknown): boolean {
  return namesOf(error).some((name) => FAILED_WRITES.has(name));
}

const DATABASE_ERRORS = new Set([
  'OpenFailedError',
  'DatabaseClosedError',
  'UnknownError',
  'InvalidStateError',
  'AbortError',
]);

/** Whether the error comes from the database, and not from a bug in the extension. */
export function isDatabaseFailure(error: unknown): boolean {
  return (
    isStorageFull(error) ||
    isNewerDatabaseError(error) ||
    namesOf(error).some((name) => DATABASE_ERRORS.has(name))
  );
}

/**
 * Whether an error comes from a mistake in code. Browsers report a failed write to `storage.local` with various errors,
 * but not with errors of these classes.
 */
export function isProgrammingError(error: unknown): boolean {
  return [TypeError, ReferenceError, RangeError, SyntaxError].some((kind) => error instanceof kind);
}

/** Whether the database could not be opened because a newer version of the extension wrote it. */
export function isNewerDatabaseError(error: unknown): boolean {
  return [error, (error as { inner?: unknown } | undefined)?.inner].some(
    (cause) => cause instanceof NewerDatabase,
  );
}

/**
 * Returns the names of an error and of its causes. Dexie wraps the browser's error in `inner`, and lists the errors of
 * a bulk operation in `failures`.
 */
function namesOf(error: unknown): string[] {
  const { name, inner, failures } = (error ?? {}) as { name?: string; inner?: Error; failures?: Error[] };
  return [name, inner?.name, ...(failures ?? []).map((failure) => failure.name)].filter(
    (one) => one !== undefined,
  );
}
