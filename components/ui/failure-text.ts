import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';

/** The sentence for a failed sync, in the interface language. */
export function failureText({ reason, status }: Failure): string {
  return withStatus(text(`failure_${reason.replaceAll('-', '_')}` as TextKey), status);
}

/** The sentence for a failed text. It does not call the text a list, as `failureText` does for some reasons. */
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
 * One line about a page of the publication that could not be read.
 *
 * @param why what the page lacks; used if there is no `failure`
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
