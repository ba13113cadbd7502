import { newestCards } from '../../../lib/db/index-queries.ts';
import type { IndexState } from '../../../lib/db/index-records.ts';
import type { SavedText } from '../../../lib/db/records.ts';
import { INVARIANTS_OF_THE_INDEX } from './invariants-of-the-index.ts';
import { INVARIANTS_OF_THE_READER } from './invariants-of-the-reader.ts';
import { type Invariants, OF_THE_INDEX, type Outcome, rows, UNCHANGED } from './outcome.ts';

/** All invariants: each function returns the contradictions to its invariant. */
export const INVARIANTS: Invariants = { ...INVARIANTS_OF_THE_INDEX, ...INVARIANTS_OF_THE_READER };

/** Checks all invariants. Returns those that do not hold, each with its contradictions. */
export async function violations(
  known: Pick<Outcome, 'world' | 'scenario' | 'operations' | 'errors'>,
): Promise<string[]> {
  const { world } = known;
  const device = await world.device();
  const index = rows<IndexState>(device, 'state').find(({ name }) => name === 'index');
  const deletedAt = world.changes.findLastIndex(
    ({ table, type }) => table === 'saved' && type === 'deleteRange',
  );
  const outcome: Outcome = {
    ...known,
    device,
    index,
    cards: await newestCards(1000),
    saved: rows(device, 'saved'),
    savedTexts: new Map(rows<SavedText>(device, 'savedTexts').map((text) => [text.id, text])),
    sinceDeletion: deletedAt < 0 ? undefined : world.changes.slice(deletedAt + 1),
  };
  const found: string[] = [];
  for (const [name, check] of Object.entries(INVARIANTS)) {
    const contradictions = await check(outcome);
    if (contradictions.length > 0) found.push(`${name}:\n${contradictions.map(inWords).join('\n')}`);
  }
  return found;
}

function inWords(value: unknown): string {
  return `    ${typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : JSON.stringify(value)}`;
}

/** All tables that the invariants check. A test compares them with the schema. */
export const CHECKED_TABLES = [
  ...OF_THE_INDEX,
  ...UNCHANGED,
  'searchQueue',
  'saved',
  'savedTexts',
  'textTries',
  'removed',
  'followed',
  'waiting',
  'answers',
  'uncopied',
  'readerFacts',
  'newAnalyses',
];
