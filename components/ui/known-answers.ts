import type { KnownAnswer } from '../../lib/app/queries.ts';

/** Answers that the page has received together with the answer to another query, by `queryKey`. */
let known = new Map<string, unknown>();

/** Identifies a query with its arguments. */
export function queryKey(name: string, args: readonly unknown[]): string {
  return JSON.stringify([name, args]);
}

/** Replaces the known answers. Components show them until the database has answered their own queries. */
export function learnAnswers(answers: readonly KnownAnswer[]): void {
  known = new Map(answers.map(({ name, args, value }) => [queryKey(name, args), value]));
}

/** Replaces a known answer by a newer one from the database, for components that are drawn later. */
export function renewAnswer(name: string, args: readonly unknown[], value: unknown): void {
  // Only the panel learns answers, so the other pages have none to renew.
  if (known.size === 0) return;
  const key = queryKey(name, args);
  if (known.has(key)) known.set(key, value);
}

/** Returns the known answer of a query; `undefined` if there is none. */
export function knownAnswer(name: string, args: readonly unknown[]): unknown {
  return known.get(queryKey(name, args));
}
