import type { Page } from 'puppeteer-core';
import type { Reader } from '../harness/reader.ts';
import { pageSurface, untilSaid } from '../harness/surface.ts';

/** Id of the analysis whose words the tests highlight. */
export const FERRY = 'ferry-talks-merrow-strait';

/** Opens the analysis in the library, and waits until its text is there. */
export async function openFerry(reader: Reader): Promise<Page> {
  const page = await reader.open(`/library.html#analysis=${FERRY}`);
  await untilSaid(pageSurface(page), 'Where this comes from');
  return page;
}
