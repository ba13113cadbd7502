import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MARKED_TYPES } from '../../../lib/analysis/content-blocks.ts';
import { buildIndex } from '../../../lib/build-index/build-index.ts';
import { edit, filesIn, NOW, type PlainSite, startPlainSite, temporaryFolder } from './plain-site.ts';

/** Checks that the README of the publisher's tool describes every field that the tool writes. */

const README = readFileSync(join(import.meta.dirname, '../../../lib/build-index/README.md'), 'utf8');
const ANALYSIS = '/analysis/ferry-talks-merrow-strait';

let site: PlainSite;
let out: string;
beforeAll(async () => {
  site = await startPlainSite();
  out = temporaryFolder();
  // The sample has no links for subscribing and for all issues, so add them.
  edit(
    site,
    ANALYSIS,
    '</article>',
    '<p><a href="/join">Subscribe</a> <a href="/issues">Browse all issues</a></p></article>',
  );
  await buildIndex({
    site: site.address,
    out,
    pace: 0,
    now: NOW,
    texts: true,
    about: { subscribe: `${site.address}join`, issues: `${site.address}issues` },
  });
});
afterAll(() => {
  site.close();
  rmSync(out, { recursive: true });
});

/** Returns the names of all fields in a value, except names that are addresses: the keys of `pages` in the cache. */
function fieldsIn(value: unknown, fields = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) fieldsIn(one, fields);
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) {
      if (!/^https?:/.test(name)) fields.add(name);
      fieldsIn(inner, fields);
    }
  return fields;
}

/** All words in inline code of the README. */
const described = new Set(
  [...README.replace(/```.*?```/gs, '').matchAll(/`([^`]+)`/g)].flatMap(
    ([, code = '']) => code.match(/[A-Za-z][A-Za-z0-9]*/g) ?? [],
  ),
);

it('the README describes all fields of all files', () => {
  const files = filesIn(out, true);
  const fields = fieldsIn([...files.values()].map((body) => JSON.parse(body)));
  expect(fields.size).toBeGreaterThan(40);
  expect([...fields].filter((name) => !described.has(name))).toEqual([]);
});

it('the README describes all types of text', () => {
  const types = ['paragraph', 'heading', 'list', 'quote', 'link', ...MARKED_TYPES];
  expect(types.filter((type) => !described.has(type))).toEqual([]);
});
