/** A value that is loading, could not be loaded, or is there. */
export type Loading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'ready'; readonly value: T };

export const LOADING = { state: 'loading' } as const;

/** The value; `undefined` while it is loading and if loading failed. */
export function readyValue<T>(loading: Loading<T>): T | undefined {
  return loading.state === 'ready' ? loading.value : undefined;
}
