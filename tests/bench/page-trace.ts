/**
 * An event of a trace.
 *
 * @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export interface TraceEvent {
  readonly name: string;
  readonly args?: {
    readonly data?: { readonly url?: string };
    readonly beginData?: { readonly stackTrace?: readonly { readonly url?: string }[] };
  };
}

/** Names of the events that report a layout or a style recalculation. */
const LAYOUTS = new Set(['Layout', 'UpdateLayoutTree']);

/** Returns a function that tells whether a script of an extension ran in an event. */
export function isRunOf(origin: string): (event: TraceEvent) => boolean {
  return ({ args }) => args?.data?.url?.startsWith(origin) ?? false;
}

/** Returns the number of layouts and style recalculations that a script of an extension forced. */
export function layoutsBy(origin: string, events: readonly TraceEvent[]): number {
  return events.filter(
    ({ name, args }) =>
      LAYOUTS.has(name) && args?.beginData?.stackTrace?.some(({ url }) => url?.startsWith(origin)),
  ).length;
}
