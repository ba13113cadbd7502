import { FetchFailure } from '../sync/fetch-file.ts';
import { DisallowedFailure, ElsewhereFailure } from './site-client.ts';

/** A folder has no such file. */
export class MissingFile extends Error {}

/** Why a file could not be had, as the end of a sentence that starts with its address. */
export function inWords(error: unknown): string {
  if (error instanceof DisallowedFailure) return 'is not allowed by robots.txt';
  if (error instanceof MissingFile) return 'is not there';
  if (error instanceof ElsewhereFailure) return `forwards to another site, ${error.to}, which is not asked`;
  if (!(error instanceof FetchFailure)) return `failed: ${error instanceof Error ? error.message : error}`;
  switch (error.reason) {
    case 'http':
      return error.status === undefined ? 'forwards in a circle' : `answers ${error.status}`;
    case 'timeout':
      return 'did not answer within a minute';
    case 'too-large':
      return 'is larger than it may be';
    case 'other-origin':
      return 'is on another site, which is not asked';
    case 'not-json':
      return 'is no JSON';
    case 'wrong-hash':
      return 'is another content than announced';
    case 'incomplete':
      return 'is not what it should be';
    default:
      return 'cannot be reached';
  }
}

/** Whether a site said for good that it has no such file. */
export function isGone(error: unknown): boolean {
  return error instanceof FetchFailure && (error.status === 404 || error.status === 410);
}
