import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';

/** Returns the sentence that tells the reader why a sync failed. */
export function failureText({ reason, status }: Failure): string {
  return withStatus(text(`failure_${reason.replaceAll('-', '_')}` as TextKey), status);
}

/**
 * Returns the sentence that tells the reader why fetching a text failed. `failureText` has sentences about the list of
 * analyses, which would be wrong here.
 */
export function textFailureText({ reason, status }: Failure): string {
  switch (reason) {
    case 'not-json':
    case 'not-an-index':
    case 'incomplete':
      return withStatus(text('failureNoText'), status);
    default:
      return failureText({ reason, ...(status === undefined ? {} : { status }) });
  }
}

/**
 * Returns a line about a page of the publication that the extension could not read.
 *
 * @param path path of the page, in the form that the reader sees
 * @param failure why fetching the page failed; absent if the page arrived
 * @param why what the extension could not read in the page; used if there is no `failure`
 */
export function pageFailureText({
  path,
  failure,
  why = '',
}: {
  readonly path: string;
  readonly failure?: Failure;
  readonly why?: string;
}): string {
  return text('siteFailedPage', path, failure ? failureText(failure) : why);
}

type Failure = Pick<SyncFailure, 'reason' | 'status'>;

function withStatus(words: string, status: number | undefined): string {
  return status === undefined ? words : text('failureStatus', words, String(status));
}
