import { type EffectCallback, type Inputs, useEffect, useLayoutEffect } from 'preact/hooks';
import { pageDatabase } from '../../lib/app/send-query.ts';

/**
 * Runs an effect that reads what the page shows. A page with its own database reads before the browser paints: the
 * answer often arrives within the same frame. Other pages have already drawn what they know, and send their queries
 * only after that has been painted, because sending them delays the paint.
 */
export function useReadEffect(effect: EffectCallback, inputs: Inputs): void {
  // A page has a database from its start or never, so each component always calls the same hook.
  (pageDatabase() ? useLayoutEffect : useEffect)(effect, inputs);
}
