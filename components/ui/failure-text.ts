import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';

/** What failed, in words for the reader. */
export function failureText({ reason, status }: Failure): string {
  return withStatus(text(`failure_${reason.replaceAll('-', '_')}` as TextKey), status);
}

/** The same of a text of an analysis, which is no list. */
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

/** What failed of a page that was read, in one line; the publisher's words where it lacks something. */
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
