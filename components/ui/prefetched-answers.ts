import type { PrefetchedAnswer } from '../../lib/app/queries.ts';

/** Answers that the page has received together with the answer to another query. Their keys come from `queryKey`. */
let prefetched = new Map<string, unknown>();

/** Returns a key that identifies a query and its arguments. */
export function queryKey(name: string, args: readonly unknown[]): string {
  return JSON.stringify([name, args]);
}

/** Replaces the prefetched answers. Components show them until the database has answered their own queries. */
export function storePrefetchedAnswers(answers: readonly PrefetchedAnswer[]): void {
  prefetched = new Map(answers.map(({ name, args, value }) => [queryKey(name, args), value]));
}

/** Replaces a prefetched answer with a newer answer from the database, for components that are drawn later. */
export function updatePrefetchedAnswer(name: string, args: readonly unknown[], value: unknown): void {
  // Only the panel prefetches answers, so the other pages have none to update.
  if (prefetched.size === 0) return;
  const key = queryKey(name, args);
  if (prefetched.has(key)) prefetched.set(key, value);
}

/** Returns the prefetched answer of a query; `undefined` if there is none. */
export function prefetchedAnswer(name: string, args: readonly unknown[]): unknown {
  return prefetched.get(queryKey(name, args));
}
