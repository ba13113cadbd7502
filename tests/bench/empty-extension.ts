import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** An extension whose worker does nothing but answer: what waking a worker costs before any work is done. */
export function emptyExtension(): string {
  const folder = resolve('.output/test/bench/empty');
  mkdirSync(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: 'Empty',
    version: '1.0',
    background: { service_worker: 'worker.js' },
    content_scripts: [{ matches: ['http://*.localhost/*'], js: ['content.js'] }],
  };
  writeFileSync(`${folder}/manifest.json`, JSON.stringify(manifest));
  writeFileSync(
    `${folder}/worker.js`,
    'chrome.runtime.onMessage.addListener((message, sender, answer) => { answer(1); });',
  );
  writeFileSync(`${folder}/content.js`, '');
  return folder;
}
