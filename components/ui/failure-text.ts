import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';

/** Returns the sentence that tells the reader why a sync failed. */
export function failureText({ reason, status }: Failure): string {
  const words = isMissing(status)
    ? text('failureMissing')
    : text(`failure_${reason.replaceAll('-', '_')}` as TextKey);
  return withStatus(words, status);
}

/**
 * Returns the sentence that tells the reader why the extension reads the pages of a publication. That there is no
 * companion index is no failure, so the sentence gives no reason for that.
 */
export function insteadText(publication: string, failure: Failure): string {
  return isMissing(failure.status)
    ? text('siteInstead', publication)
    : text('siteInsteadOf', publication, failureText(failure));
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

/** Whether a status says that there is no such file (https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5). */
function isMissing(status: number | undefined): boolean {
  return status === 404 || status === 410;
}

function withStatus(words: string, status: number | undefined): string {
  return status === undefined ? words : text('failureStatus', words, String(status));
}
