import { outletHosts } from '../../../lib/db/index-queries.ts';
import type { IndexState, SyncState } from '../../../lib/db/index-records.ts';
import type { Card } from '../../../lib/index/card.ts';
import { cardVersion } from '../../../lib/index/version.ts';
import { hostList } from '../../../lib/page/host-list.ts';
import { siteCards } from '../../../lib/sync/site-cards.ts';
import { differences, filesOfBlocks, type Invariants, OF_THE_INDEX, rows } from './outcome.ts';

/** Invariants of the locks, the sync, and the index. */
export const INVARIANTS_OF_THE_INDEX: Invariants = {
  'no operation fails, and nothing is reported as unexpected': ({ errors, world }) => [
    ...[...errors].map(([operation, error]) => `${operation}: ${error}`),
    ...world.reported,
  ],

  'no lock stays held or requested': async ({ world }) => {
    const { held, pending } = (await world.locks.query()) as { held: unknown[]; pending: unknown[] };
    return [...held, ...pending];
  },

  // A deletion of everything steals the lock. Until it has cleared the tables, the former holder may still write; such
  // changes do not count.
  'the index is written under its lock': ({ world, sinceDeletion }) =>
    (sinceDeletion ?? world.changes).filter(
      ({ table, type, isLocked, keys, values }) =>
        OF_THE_INDEX.includes(table) &&
        !isLocked &&
        (type === 'deleteRange' || keys.length + values.length > 0),
    ),

  'the index is complete: each of its segments and cards can be read, and no others are stored': ({
    index,
    cards,
    device,
  }) => {
    const names = (index?.segments ?? []).map(({ sha256 }) => sha256).sort();
    const ids = new Set(cards.map(({ id }) => id));
    return [
      ...differences(
        'directories',
        rows<{ sha256: string }>(device, 'directories').map(({ sha256 }) => sha256),
        names,
      ),
      ...differences('blocks of', filesOfBlocks(device, 'cardBlocks'), names),
      ...(cards.length === ids.size && ids.size === (index?.cardCount ?? 0)
        ? []
        : [`${index?.cardCount} cards, ${cards.length} can be read, ${ids.size} of them differ`]),
    ];
  },

  'every card comes from the companion index or from a known page': async ({ index, cards, device }) => {
    const isSite = rows<{ name: string }>(device, 'state').some(({ name }) => name === 'site');
    const pages = rows(device, 'sitePages').length + rows(device, 'siteTexts').length;
    if (index?.origin === 'companion')
      return isSite || pages > 0 ? [`a companion index beside ${pages} pages`] : [];
    if (!isSite) return index || pages > 0 ? [`an index of pages, or ${pages} pages, without a site`] : [];
    if (!index) return [];
    const versions = (all: readonly Card[]): string[] => all.map((card) => `${card.id} ${cardVersion(card)}`);
    return differences('cards of pages', versions(cards), versions((await siteCards()).cards));
  },

  'the index of a plain site never replaces a companion index': ({ world }) => {
    const origins = world.changes
      .filter(({ table }) => table === 'state')
      .flatMap(({ type, values }) =>
        type === 'deleteRange' ? ['none'] : (values as IndexState[]).flatMap(({ origin }) => origin ?? []),
      );
    return origins.some((origin, n) => origin === 'site' && origins[n - 1] === 'companion') ? [origins] : [];
  },

  'a sync that succeeded has brought the newest index': ({ scenario, device, index }) => {
    const sync = rows<SyncState>(device, 'state').find(({ name }) => name === 'sync');
    const before = rows<SyncState>(scenario.before, 'state').find(({ name }) => name === 'sync');
    if (sync?.checkedAt === undefined || sync.checkedAt === before?.checkedAt) return [];
    if (scenario.form === 'site')
      return index?.origin === 'companion' ? ['a companion index that no longer exists'] : [];
    const day = scenario.edition === 'first' ? '2026-07-02' : '2026-07-09';
    return index?.generated.startsWith(day) ? [] : [`an index of ${index?.generated}`];
  },

  'no sync counts as running': ({ device }) =>
    rows<SyncState>(device, 'state').filter(({ runningSince }) => runningSince !== undefined),

  'the host list of content scripts has the hosts of the index': async ({ device }) => {
    const wanted: Readonly<Record<string, unknown>> = hostList(await outletHosts());
    const published = Object.entries(device.local).filter(([key]) => key in wanted);
    return published.filter(([key, value]) => String(value) !== String(wanted[key]));
  },
};
