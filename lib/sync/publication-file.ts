import type { SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure, type FetchOptions, fetchFile } from './fetch-file.ts';
import { endPause, lastPause, pauseAfterFailure, pauseAsAsked, pauseAt } from './pause.ts';

/**
 * Fetches a file of the publication like `fetchFile`, and respects pauses. All parts of the extension use this
 * function. If the publication answers 429 or 503 with `Retry-After` (RFC 9110, 10.2.3), no request is sent for the
 * requested time. Any other failure of the site or the connection begins a pause of the back-fill. If the publication
 * then answers a request without such a failure, even with 404, the pause ends.
 *
 * @throws {FetchFailure} `paused` during the requested time, without a request; the reasons of `fetchFile` if the
 *   request fails
 */
export async function publicationFile(
  address: string,
  options: FetchOptions,
): Promise<SiteFile | 'unchanged'> {
  const pause = await lastPause();
  if (pauseAt(pause, Date.now())?.isAsked) throw new FetchFailure('paused', address);
  try {
    const file = await fetchFile(address, options);
    if (pause) await endPause(pause);
    return file;
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    if (error.retryAt !== undefined) await pauseAsAsked(error.retryAt, error.status);
    else if (isSiteWide(error)) await pauseAfterFailure(error);
    else if (pause && error.status !== undefined) await endPause(pause);
    throw error;
  }
}

/** Whether an error is a `FetchFailure` of the site or the connection, and not of the file. */
export function isSiteWideError(error: unknown): boolean {
  return error instanceof FetchFailure && isSiteWide(error);
}

/** Whether a failure concerns the site or the connection, and not the file. */
export function isSiteWide({
  reason,
  status = 0,
}: Pick<FetchFailure, 'reason'> & { readonly status?: number | undefined }): boolean {
  switch (reason) {
    case 'offline':
    case 'unreachable':
    case 'timeout':
    case 'paused':
      return true;
    case 'http':
      return status === 429 || status >= 500;
    default:
      return false;
  }
}
