import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browser } from '../../../lib/browser/browser.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { ensureSyncAlarm, sync } from '../../../lib/sync/sync.ts';
import { freshSite, HOUR, leaveSite, removeFeeds, syncWhole } from './fresh-site.ts';
import { backFill } from './one-batch.ts';
import type { Publication } from './publication.ts';

let publication: Publication;
beforeEach(async () => {
  publication = await freshSite();
});
afterEach(leaveSite);

describe('the alarm for the next sync', () => {
  it('is not moved to the present at each start of the background while no analysis can be read', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    publication.damage = (path, response) =>
      /^\/(analysis|lens|topics?)\//.test(path) ? new Response('', { status: 403 }) : response;
    await syncWhole(publication);
    expect(await indexState()).toBeUndefined();
    expect((await syncState()).failures).toBe(0);
    await ensureSyncAlarm();
    const { scheduledTime = 0 } = (await browser.alarms.get('sync')) ?? {};
    expect(scheduledTime - Date.now()).toBeGreaterThan(HOUR);
  });

  it('is set again if the alarm that guards a running sync has fired', async () => {
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
    // The alarm fires after two minutes, and the browser removes it.
    await browser.alarms.clear('sync');
    await sync(publication.get);
    const alarm = await browser.alarms.get('sync');
    go();
    await running;
    expect(alarm).toBeDefined();
  });
});

describe('the alarm for the next pages', () => {
  it('is set again if it has fired while a batch was still running', async () => {
    publication.publish({ form: 'site' });
    await sync(publication.get);
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const running = navigator.locks.request('civic-lens-back-fill', () => held);
    // The browser removes an alarm when it fires.
    await browser.alarms.clear('back-fill');
    await backFill({ get: publication.get });
    const alarm = await browser.alarms.get('back-fill');
    go();
    await running;
    expect(alarm).toBeDefined();
  });
});
