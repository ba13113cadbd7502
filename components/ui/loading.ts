/** Something that arrives later. */
export type Loading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'ready'; readonly value: T };

export const LOADING = { state: 'loading' } as const;

/** The value once it is there. */
export function readyValue<T>(loading: Loading<T>): T | undefined {
  return loading.state === 'ready' ? loading.value : undefined;
}
