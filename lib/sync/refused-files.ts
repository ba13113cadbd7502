import type { RefusedIndexFile } from '../db/index-records.ts';
import { changeSync, syncState } from '../db/index-state.ts';

/** Maximum number of refused files that are remembered. */
const MAX_FILES = 500;
const DAY = 24 * 3_600_000;
/**
 * Time to wait after the first, second … refusal (ms). All further waits have the last length of this list. After the
 * first refusal, the next sync fetches the file again, because the download may have been damaged.
 */
const AGAIN_AFTER_MS = [0, DAY, 3 * DAY, 7 * DAY];

/** The records of all refused files, by the hash that the manifest names. */
export type RefusedFiles = ReadonlyMap<string, RefusedIndexFile>;

/** Reads all records. Call it once for a whole sync, because a database request for each file would take too long. */
export async function refusedFiles(): Promise<RefusedFiles> {
  return new Map((await syncState()).refused?.map((file) => [file.sha256, file]));
}

/** Whether a refused file must not be fetched yet. */
export function mustWait({ nextAt }: RefusedIndexFile, now: number): boolean {
  // Ignore a time too far in the future: it comes from a wrong clock.
  return now < nextAt && nextAt - now <= (AGAIN_AFTER_MS.at(-1) ?? DAY);
}

/** Records that a file could not be used, so that it is not downloaded again at each sync. */
export async function recordRefusal(
  {
    sha256,
    reason,
    status,
  }: Pick<RefusedIndexFile, 'sha256' | 'reason'> & { readonly status?: number | undefined },
  now: number,
): Promise<void> {
  await changeSync(({ refused = [] }) => {
    const tries = (refused.find((file) => file.sha256 === sha256)?.tries ?? 0) + 1;
    const nextAt = now + (AGAIN_AFTER_MS[Math.min(tries, AGAIN_AFTER_MS.length) - 1] ?? DAY);
    const others = refused.filter((file) => file.sha256 !== sha256).slice(1 - MAX_FILES);
    const file = { sha256, reason, tries, nextAt, ...(status === undefined ? {} : { status }) };
    return { refused: [...others, file] };
  });
}

/** Deletes the record of a refused file, because the file could be used now. */
export async function clearRefusal(sha256: string): Promise<void> {
  const { refused = [] } = await syncState();
  if (refused.some((file) => file.sha256 === sha256))
    await changeSync({ refused: refused.filter((file) => file.sha256 !== sha256) });
}
