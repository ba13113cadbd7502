import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browser } from '../../../lib/browser.ts';
import { db } from '../../../lib/db/database.ts';
import { indexState, syncState } from '../../../lib/db/index-store.ts';
import { backFill } from '../../../lib/sync/back-fill.ts';
import { ensureSyncAlarm, sync } from '../../../lib/sync/sync.ts';
import { granted } from '../fake-browser.ts';
import { PUBLICATION, Publication, skipPauses } from './publication.ts';

let publication: Publication;
const noPause = async (): Promise<void> => undefined;
beforeEach(async () => {
  fakeBrowser.reset();
  granted.clear();
  granted.add(`${PUBLICATION}*`);
  await Promise.all(db.tables.map((table) => table.clear()));
  publication = new Publication();
  skipPauses();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const HOUR = 3_600_000;
interface File {
  readonly type: string;
  readonly body: string | Uint8Array;
}
function change(work: (site: Map<string, File>) => void): void {
  const site = new Map(publication.site) as Map<string, File>;
  work(site);
  publication.site = site as never;
}

describe('the alarm of the next sync', () => {
  it('does not sync at each start of the background while no analysis could be read', async () => {
    publication.publish({ form: 'site' });
    change((site) => {
      for (const path of ['/feed.xml', '/atom.xml', '/feed.json']) site.delete(path);
    });
    publication.damage = (path, response) =>
      /^\/(analysis|lens|topics?)\//.test(path) ? new Response('', { status: 403 }) : response;
    await sync(publication.get);
    while (await backFill({ get: publication.get, pause: noPause }));
    expect(await indexState()).toBeUndefined();
    expect((await syncState()).failures).toBe(0);
    await ensureSyncAlarm();
    const { scheduledTime = 0 } = (await browser.alarms.get('sync')) ?? {};
    expect(scheduledTime - Date.now()).toBeGreaterThan(HOUR);
  });

  it('leaves an alarm where the one of a running sync has rung', async () => {
    publication.publish({ form: 'companion' });
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const running = sync((async (address: string, init?: RequestInit) => {
      await held;
      return publication.get(address, init);
    }) as typeof fetch);
    while (!(await browser.alarms.get('sync'))) await new Promise((resolve) => setTimeout(resolve, 5));
    await browser.alarms.clear('sync'); // It rings: two minutes have passed.
    await sync(publication.get);
    const alarm = await browser.alarms.get('sync');
    go();
    await running;
    expect(alarm).toBeDefined(); // The background may be killed now.
  });
});
