import { createHash } from 'node:crypto';
import type { Card } from '../../lib/index/card.ts';
import { manifestAddress } from '../../lib/index/manifest.ts';
import type { ServedSite } from '../sample/server.ts';

/** Returns a companion index with these cards, all in one segment. */
export function indexOf(publication: string, cards: readonly Card[]): ServedSite {
  const body = JSON.stringify({ cards });
  const manifest = {
    format: 'civic-lens-index',
    version: 1,
    generated: '2026-07-02T12:00:00Z',
    publication: { name: 'NOLIGARCHY.US corpus', url: publication, language: 'en' },
    lenses: [{ id: 'power', name: 'Power' }],
    segments: [
      {
        url: 'all.json',
        from: '2026-07-01',
        to: '2026-07-31',
        count: cards.length,
        bytes: Buffer.byteLength(body),
        sha256: createHash('sha256').update(body).digest('hex'),
      },
    ],
  };
  const at = new URL(manifestAddress(publication));
  const type = 'application/json';
  return new Map([
    [at.pathname, { type, body: JSON.stringify(manifest) }],
    [new URL('all.json', at).pathname, { type, body }],
  ]);
}
