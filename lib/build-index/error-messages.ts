import { FetchFailure } from '../sync/fetch-file.ts';
import { DisallowedFailure, ElsewhereFailure } from './site-client.ts';

/** Thrown if a file does not exist in the folder. */
export class MissingFile extends Error {}

/** Returns the reason for a failure, as the end of a sentence that starts with the file's address. */
export function reasonOf(error: unknown): string {
  if (error instanceof DisallowedFailure) return 'is not allowed by robots.txt';
  if (error instanceof MissingFile) return 'does not exist';
  if (error instanceof ElsewhereFailure)
    return `redirects to another site, ${error.to}, which the tool does not contact`;
  if (!(error instanceof FetchFailure)) return `failed: ${error instanceof Error ? error.message : error}`;
  switch (error.reason) {
    case 'http':
      return error.status === undefined ? 'redirects too often' : `answers ${error.status}`;
    case 'timeout':
      return 'did not answer in time';
    case 'too-large':
      return 'is too large';
    case 'other-origin':
      return 'is on another site, which the tool does not contact';
    case 'not-json':
      return 'is not JSON';
    case 'wrong-hash':
      return 'has other content than the manifest says';
    case 'incomplete':
      return 'sent an invalid response';
    default:
      return 'cannot be reached';
  }
}

/** Whether the site answered that the file does not exist (404 or 410). */
export function isMissingFileError(error: unknown): boolean {
  return error instanceof FetchFailure && (error.status === 404 || error.status === 410);
}
