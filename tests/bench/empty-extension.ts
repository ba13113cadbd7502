import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * A popup about as large as that of Civic Lens, with a headline and a sentence, but without a script. It shows how soon
 * a popup can be painted.
 */
const STATIC_POPUP = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Static</title>
<body style="width: 25rem; height: 36rem"><h1>Ferry talks resume without the crews</h1>
<p>The operators return to the table on Monday, and the crews are not invited.</p></body></html>`;

/**
 * Writes an extension whose service worker only answers messages and whose popup has no script. It shows how long the
 * browser itself needs to start a service worker and to open a popup. Returns the extension's folder.
 */
export function emptyExtension(): string {
  const folder = resolve('.output/test/bench/empty');
  mkdirSync(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: 'Empty',
    version: '1.0',
    background: { service_worker: 'worker.js' },
    action: { default_popup: 'popup.html' },
    content_scripts: [{ matches: ['http://*.localhost/*'], js: ['content.js'] }],
  };
  writeFileSync(`${folder}/manifest.json`, JSON.stringify(manifest));
  writeFileSync(
    `${folder}/worker.js`,
    'chrome.runtime.onMessage.addListener((message, sender, answer) => { answer(1); });',
  );
  writeFileSync(`${folder}/content.js`, '');
  writeFileSync(`${folder}/popup.html`, STATIC_POPUP);
  return folder;
}
