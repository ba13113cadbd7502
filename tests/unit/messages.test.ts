import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };

/** The interface's texts: every key is used, every use has its key (types see to the latter), every language is complete. */

const SOURCES = [
  ...globSync('{entrypoints,components,lib}/**/*.{ts,tsx,html}').map((file) => readFileSync(file, 'utf8')),
  readFileSync('wxt.config.ts', 'utf8'),
].join('\n');
const LOCALES = globSync('public/_locales/*/messages.json');
const keys = Object.keys(english);

function isUsed(key: string): boolean {
  const stem = key.replace(/_(?:one|other)$/, '');
  // Reasons of failures are put together from the reason's own name, which types know.
  if (key.startsWith('failure_'))
    return SOURCES.includes(`'${key.slice('failure_'.length).replaceAll('_', '-')}'`);
  return SOURCES.includes(`'${stem}'`) || SOURCES.includes(`__MSG_${key}__`);
}

describe('the texts of the interface', () => {
  it.each(keys)('"%s" is used', (key) => {
    expect(isUsed(key)).toBe(true);
  });

  it.each(LOCALES)('%s has every key, and placeholders as in English', (file) => {
    const messages: Record<string, { message: string }> = JSON.parse(readFileSync(file, 'utf8'));
    const placeholders = (text: string): string[] => [...new Set(text.match(/\$\d/g))].sort();
    expect(Object.keys(messages).sort()).toEqual([...keys].sort());
    for (const [key, { message }] of Object.entries(messages)) {
      expect(message, key).not.toBe('');
      expect(placeholders(message), key).toEqual(
        placeholders((english as Record<string, { message: string }>)[key]?.message ?? ''),
      );
    }
  });

  it('are never written into the interface itself', () => {
    const written = globSync('{entrypoints,components}/**/*.tsx').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/>\s*([A-Z][a-z]+ [a-z]+[^<{]*)</g)].map(
        ([, words]) => `${file}: ${words}`,
      ),
    );
    expect(written).toEqual([]);
  });
});
