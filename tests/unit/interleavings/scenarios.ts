import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { changeSettings, type KeepTexts } from '../../../lib/browser/settings.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { PageToRemember } from '../../../lib/db/remembered-page-records.ts';
import { follow } from '../../../lib/follow/followed.ts';
import { addWaitingPage, markArrivedAsNew } from '../../../lib/follow/waiting.ts';
import type { Card } from '../../../lib/index/card.ts';
import { fetchMissingTexts } from '../../../lib/library/fetch-missing-texts.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { markReplacedTexts, updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { detectWithdrawals } from '../../../lib/library/withdrawals.ts';
import { planBatch } from '../../../lib/sync/back-fill.ts';
import { applyKeepTexts, publishHosts, sync } from '../../../lib/sync/sync.ts';
import { backFill } from '../sync/one-batch.ts';
import { type Edition, type Files, type Form, filesOf } from './publication.ts';
import { type Device, NEW_DEVICE, type World } from './world.ts';

/** The article whose analysis is new in the second edition. The reader asks to be notified of this analysis. */
const ASKED: PageToRemember = {
  address: 'https://bus.example/story',
  keys: [{ key: 'bus.example/story', by: 'address', offSite: false }],
  headlines: [],
};

export const OPERATIONS = ['sync', 'back-fill', 'delete', 'keep texts', 'read pages', 'save', 'ask'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** A device, the files that the publication has published since the device last synced, and what the reader does. */
export interface Scenario {
  readonly name: string;
  readonly before: Device;
  readonly form: Form;
  readonly edition: Edition;
  readonly files: Files;
  /** The months of text that the reader now wants to keep on the device. */
  readonly keep: KeepTexts;
  /** The card of the analysis that the reader saves. Used only if the index has no card of this analysis. */
  readonly card: Card;
}

/** Returns the operations as the listeners of the background run them, without the steps that concern only tabs. */
export function operationsOf(
  world: World,
  { keep, card }: Scenario,
): Record<Operation, () => Promise<unknown>> {
  const { get } = world;
  const pause = async (): Promise<void> => undefined;
  return {
    sync: async () => {
      await sync(get);
      await markArrivedAsNew();
      await detectWithdrawals();
      await markReplacedTexts();
      await updateSecondCopy();
      await fetchMissingTexts({ get, pause, siteAnswers: true });
    },
    'back-fill': async () => {
      if (!(await backFill({ get, pause }))) return;
      await publishHosts();
      await markArrivedAsNew();
      await markReplacedTexts();
      await updateSecondCopy();
    },
    delete: deleteEverything,
    'keep texts': async () => {
      await changeSettings({ keepTexts: keep });
      await applyKeepTexts();
    },
    'read pages': async () => {
      await changeSettings({ readPages: 'fast' });
      await planBatch();
    },
    save: async () => {
      // The popup saves the card that the index contains at this time.
      await saveAnalysis((await cardById(card.id)) ?? card);
      await updateSecondCopy();
      await fetchMissingTexts({ get, pause });
    },
    ask: async () => {
      await addWaitingPage(ASKED);
      await updateSecondCopy();
    },
  };
}

type Draft = Omit<Scenario, 'before' | 'files' | 'card'> & { readonly was: Form | 'nothing' };
const DRAFTS: readonly Draft[] = [
  {
    name: 'a plain site becomes a companion index',
    was: 'site',
    form: 'companion',
    edition: 'second',
    keep: 'none',
  },
  { name: 'a plain site changes', was: 'site', form: 'site', edition: 'second', keep: 'none' },
  { name: 'a companion index changes', was: 'companion', form: 'companion', edition: 'second', keep: 'all' },
  { name: 'a first sync', was: 'nothing', form: 'companion', edition: 'first', keep: 'all' },
];

/** Prepares the devices of all scenarios with the code of the extension. */
export async function scenarios(world: World): Promise<Scenario[]> {
  const prepared: Scenario[] = [];
  for (const { was, ...draft } of DRAFTS) {
    await world.restore(NEW_DEVICE);
    await fillFromSecondCopy();
    world.files = filesOf(was === 'site' ? 'site' : 'companion', 'first');
    if (was !== 'nothing') await sync(world.get);
    if (was === 'site') await readTwoPages(world);
    const card = await ferry(world, was);
    if (was !== 'nothing') await keepSome();
    const before = await world.device();
    prepared.push({ ...draft, before, files: filesOf(draft.form, draft.edition), card });
  }
  return prepared;
}

/** Reads two of four pages. The other two are still to be read. */
async function readTwoPages(world: World): Promise<void> {
  let read = 0;
  await backFill({
    get: world.get,
    pause: async () => undefined,
    now: () => Date.now() + (read < 2 ? 0 : 60_000),
    onCard: () => {
      read++;
    },
  });
  await publishHosts();
}

/** Saves all analyses of the index except "ferry", and follows a lens. */
async function keepSome(): Promise<void> {
  for (const id of ['ports', 'rail', 'meter']) {
    const card = await cardById(id);
    if (card) await saveAnalysis(card);
  }
  await follow({ kind: 'lens', id: 'rulebook', name: 'The Rulebook' });
  await updateSecondCopy();
}

/**
 * Returns the card of "ferry" in the first edition. An empty device gets it from a sync, which is undone afterwards.
 */
async function ferry(world: World, was: Draft['was']): Promise<Card> {
  const empty = was === 'nothing' ? await world.device() : undefined;
  if (empty) await sync(world.get);
  const card = await cardById('ferry');
  if (!card) throw new Error('There is no card of "ferry".');
  if (empty) await world.restore(empty);
  return card;
}
