import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_INSTALLED, BROWSERS, builtExtension } from '../../build.ts';
import { killUntilStopped, untilScriptWouldHaveRead } from '../harness/page-messages.ts';
import { lookForTraces, tracesSeenBy } from '../harness/page-traces.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { pageSurface, until, untilSaid } from '../harness/surface.ts';

describe.each(BROWSERS)('the extension for %s', (name) => {
  const manifest = JSON.parse(
    readFileSync(join(builtExtension(AS_INSTALLED, name), 'manifest.json'), 'utf8'),
  );

  it('requires access to the publication with its www twin, and to no other site', () => {
    expect(manifest.host_permissions).toEqual([
      'http://noligarchy.localhost/*',
      'http://www.noligarchy.localhost/*',
    ]);
    expect(manifest.optional_host_permissions).toEqual(['*://*/*']);
    expect(manifest.optional_permissions).toEqual(['notifications']);
    expect(manifest.content_scripts).toBeUndefined();
    expect(manifest.permissions.toSorted()).toEqual(
      [
        'activeTab',
        'alarms',
        'contextMenus',
        'scripting',
        'storage',
        'unlimitedStorage',
        ...(name === 'chromium' ? ['sidePanel'] : []),
      ].toSorted(),
    );
  });

  it('has no file or message connection that a web page could use to detect it', () => {
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.externally_connectable).toBeUndefined();
  });

  it('lets its own pages run only its own scripts, and connect only to the publication and its own files', () => {
    const policy: string = manifest.content_security_policy.extension_pages;
    expect(policy.split('; ').toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self' http://noligarchy.localhost:4170 http://www.noligarchy.localhost:4170",
      "default-src 'none'",
      "form-action 'none'",
      "img-src 'self'",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      'trusted-types civic-lens-worker',
    ]);
  });

  it.each(['detect.js', 'identify.js', 'links.js'])('puts no more than 6 kB into a page: %s', (script) => {
    expect(statSync(join(builtExtension(AS_INSTALLED, name), script)).size).toBeLessThanOrEqual(6 * 1024);
  });

  it('suggests four commands, each with its own keys', () => {
    const keys = Object.values(
      manifest.commands as Record<string, { suggested_key?: { default: string } }>,
    ).flatMap((command) => command.suggested_key?.default ?? []);
    expect(new Set(keys).size).toBe(4);
  });
});

describe.each(BROWSERS)('a page in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  it('sees no trace of the extension when it looks for one, although the badge lights up', async () => {
    const page = await reader.browser.newPage();
    await lookForTraces(page);
    await page.goto(reader.sample.page('a plain article').address);
    await reader.untilBadge(page, '1');
    expect(await tracesSeenBy(page)).toEqual({ seen: [], newGlobals: [], newResources: [] });
    await page.close();
  });

  it('cannot load the icons of the extension', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    const loaded = await page.evaluate(
      (addresses) =>
        Promise.all(
          addresses.map(
            (address) =>
              new Promise((resolve) => {
                const picture = new Image();
                picture.onload = () => resolve(true);
                picture.onerror = () => resolve(false);
                picture.src = address;
              }),
          ),
        ),
      [reader.address('/icon/16.png'), reader.address('/icon/128.png')],
    );
    expect(loaded).toEqual([false, false]);
    // Wait for the page's message now. Later, it would wake the background in the next test.
    await reader.untilLookedAt(page);
    await page.close();
  });

  it('does not wake the background when the reader switches between it and the welcome page', async () => {
    const welcome = await reader.open('/welcome.html');
    await untilSaid(pageSurface(welcome), 'Each opens in a new tab.');
    // The welcome page repeats a query that the background has not answered. So kill the background until it stays
    // stopped.
    await killUntilStopped(reader, welcome);
    const page = await reader.visit(reader.sample.page('a shop page').address);
    await until('the welcome page is hidden', () => welcome.evaluate(() => document.hidden));
    await welcome.bringToFront();
    await until('the welcome page is visible', () => welcome.evaluate(() => !document.hidden));
    expect(await reader.backgroundRuns()).toBe(false);
    await page.close();
    await welcome.close();
  });

  it('does not wake the background when something is stored for this session only', async () => {
    const welcome = await reader.open('/welcome.html');
    await killUntilStopped(reader, welcome);
    await reader.ask(
      (api) =>
        new Promise<void>((resolve) => {
          api.storage.onChanged.addListener(() => resolve());
          api.storage.session.set({ test: 1 });
        }),
    );
    await untilScriptWouldHaveRead(welcome);
    expect(await reader.backgroundRuns()).toBe(false);
    await reader.ask((api) => api.storage.local.set({ test: 1 }));
    await until('a permanently stored value wakes it', () => reader.backgroundRuns());
    await reader.ask((api) =>
      Promise.all([api.storage.session.remove('test'), api.storage.local.remove('test')]),
    );
    await welcome.close();
  });

  it('does not wake the background if none of its addresses is on a host of the index', async () => {
    const first = await reader.visit(reader.sample.page('a shop page').address);
    await reader.untilLookedAt(first);
    // An earlier test has stored something, which may still wake the background.
    await killUntilStopped(reader, first);
    await first.close();
    for (const pageName of [
      'home of bayside-review',
      'nobody analysed: bayside-review',
      'a shop page',
      'a web app',
    ]) {
      const page = await reader.visit(reader.sample.page(pageName).address);
      await reader.untilLookedAt(page);
      await page.close();
    }
    expect(await reader.backgroundRuns()).toBe(false);
    const page = await reader.visit(reader.sample.page('a plain article').address);
    await until('a page that may match wakes it', () => reader.backgroundRuns());
    await page.close();
  });
});
