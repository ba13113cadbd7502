import { type EffectCallback, type Inputs, useEffect, useLayoutEffect } from 'preact/hooks';
import { pageDatabase } from '../../lib/app/send-query.ts';

/**
 * Runs an effect that reads what the page shows. If the page reads the database itself, the effect runs before the
 * browser paints, because the answer often arrives within the same frame. A page without a database sends its queries
 * to the background, and sending them first would delay the paint. On such a page, the effect runs only after the
 * browser has painted what the page already knows.
 */
export function useReadEffect(effect: EffectCallback, inputs: Inputs): void {
  // A page decides at its start whether it reads the database, so each component always calls the same hook.
  (pageDatabase() ? useLayoutEffect : useEffect)(effect, inputs);
}
