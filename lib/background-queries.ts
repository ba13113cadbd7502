import { textOf } from './db/texts.ts';
import { answer, LOCAL_QUERIES, type Queries } from './queries.ts';

export const queryNames: readonly string[] = [...LOCAL_QUERIES, 'textOf'];

/** Answers a query in the background, which alone fetches texts: what reads a page would be half of the code of every page of ours. */
export async function answerInBackground(name: keyof Queries, args: readonly unknown[]): Promise<unknown> {
  return name === 'textOf' ? textOf(...(args as Parameters<typeof textOf>)) : answer(name, args);
}
