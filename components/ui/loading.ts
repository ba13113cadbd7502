/** A value that is loading, failed to load, or is ready. */
export type Loading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'ready'; readonly value: T };

export const LOADING = { state: 'loading' } as const;

/** Returns the value; `undefined` while it is loading or if loading failed. */
export function readyValue<T>(loading: Loading<T>): T | undefined {
  return loading.state === 'ready' ? loading.value : undefined;
}
