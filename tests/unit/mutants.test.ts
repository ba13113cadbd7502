import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { MUTANTS } from '../mutants/mutants.ts';

const root = resolve(import.meta.dirname, '../..');

it.each(MUTANTS.map(({ file, why, original }) => [file, why, original]))(
  'the text that `npm run test:mutants` breaks occurs once in %s: %s',
  (file, _, original) => {
    const pieces = readFileSync(resolve(root, file), 'utf8').split(original);
    expect(pieces).toHaveLength(2);
  },
);
