import { readyValue } from './loading.ts';
import { useLiveQuery } from './use-live-query.ts';

/** Returns the BCP 47 tag of the publication's language; `undefined` while it is unknown. */
export function usePublicationLanguage(): string | undefined {
  return readyValue(useLiveQuery('indexStatus'))?.index?.publication.language;
}
