import { FAILED_WRITES, NewerDatabase } from './opening.ts';

/** Errors by which the database says that it failed. */

/** Whether a write failed because the device is full (Dexie wraps the browser's error). */
export function isStorageFull(error: unknown): boolean {
  return namesOf(error).includes('QuotaExceededError');
}

/** Whether the browser could not write: no room, or a failure of the disk. */
export function isFailedWrite(error: unknown): boolean {
  return namesOf(error).some((name) => FAILED_WRITES.has(name));
}

const OF_THE_DATABASE = new Set([
  'OpenFailedError',
  'DatabaseClosedError',
  'UnknownError',
  'InvalidStateError',
  'AbortError',
]);

/** Whether the database failed, and not the code. */
export function isOfDatabase(error: unknown): boolean {
  return isStorageFull(error) || isNewer(error) || namesOf(error).some((name) => OF_THE_DATABASE.has(name));
}

/** Whether a newer version of the extension wrote the database. */
export function isNewer(error: unknown): boolean {
  return [error, (error as { inner?: unknown } | undefined)?.inner].some(
    (cause) => cause instanceof NewerDatabase,
  );
}

/** Names of an error and its causes: Dexie wraps the browser's error, and gathers those of a bulk operation. */
function namesOf(error: unknown): string[] {
  const { name, inner, failures } = (error ?? {}) as { name?: string; inner?: Error; failures?: Error[] };
  return [name, inner?.name, ...(failures ?? []).map((failure) => failure.name)].filter(
    (one) => one !== undefined,
  );
}
