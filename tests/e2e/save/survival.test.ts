import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BROWSERS,
  builtExtension,
  GRANTED,
  OUTLET_PORT,
  runFolder,
  SAMPLE_PUBLICATION,
} from '../../build.ts';
import { type Sample, startSample } from '../../sample/server.ts';
import { openReader, type Reader } from '../harness/reader.ts';
import { namesOf, press, until, untilState } from '../harness/surface.ts';

describe.each(BROWSERS)('in %s', (name) => {
  let sample: Sample;
  let folder: string;
  let extension: string;

  beforeAll(async () => {
    sample = await startSample({ publication: SAMPLE_PUBLICATION, outletPort: OUTLET_PORT });
    folder = mkdtempSync(runFolder('scratch-'));
    extension = join(folder, 'extension');
    cpSync(builtExtension(GRANTED, name), extension, { recursive: true });
  });
  afterAll(async () => {
    await sample.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (): Promise<Reader> =>
    openReader(name, { variant: GRANTED, extension, profile: join(folder, 'profile'), sample });

  async function expectAllIsThere(reader: Reader): Promise<void> {
    const page = await reader.visit(sample.page('a desktop host').address);
    const { title } = await reader.untilBadge(page, '1');
    expect(title).toContain('saved');
    const registered = await reader.ask(async (api) =>
      (await api.scripting.getRegisteredContentScripts()).map(({ id }: { id: string }) => id),
    );
    expect(registered).toEqual(['detect']);
    expect(await reader.ask(async (api) => (await api.storage.local.get('mode')).mode)).toBe('automatic');
    await page.close();
  }

  it('saved analyses, mode, content script and badge survive a browser restart and an update', async () => {
    const first = await open();
    await first.untilIndex();
    await first.tabs();
    const page = await first.visit(sample.page('a desktop host').address);
    const popup = await first.pressButton(page);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Save');
    await until('the analysis is saved', async () => (await namesOf(popup, 'button')).includes('Saved'));
    await popup.close();
    await first.close();

    sample.clearRequests();
    const second = await open();
    await second.tabs();
    await expectAllIsThere(second);
    expect(await second.count('saved')).toBe(1);
    expect(sample.publicationRequests().filter(({ url }) => url.includes('/segments/'))).toEqual([]);

    const stillOpen = await second.visit(sample.page('a plain article').address);
    await second.untilBadge(stillOpen, '1');
    const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
    writeFileSync(join(extension, 'manifest.json'), JSON.stringify({ ...manifest, version: '0.2.0' }));
    await second.update(extension);
    expect(await second.ask((api) => api.runtime.getManifest().version)).toBe('0.2.0');
    await expectAllIsThere(second);
    expect(await second.count('saved')).toBe(1);
    // After the update, the extension also matches a tab that stayed open, without a reload.
    await second.untilBadge(stillOpen, '1');
    await second.close();
  });
});
