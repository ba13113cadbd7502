import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../lib/input/decode-text.ts';
import { readFeedDate } from '../../../../lib/input/feed-dates.ts';
import { GunzipFailure, gunzipped } from '../../../../lib/input/gunzip.ts';
import { visibleText } from '../../../../lib/publication/feed/feed-text.ts';
import { anyText, markup } from '../../arbitraries.ts';
import { holds, holdsAsync } from '../../properties.ts';
import * as shape from '../../value-shapes.ts';
import { FEED, NOW } from './any-feed.ts';

/** Laws for the parts of feeds: dates, bytes and titles, valid or damaged. */

describe('a date of a feed', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'Thu,',
      'Thursday',
      '02',
      '2',
      '31',
      '29',
      'Jul',
      'July',
      'Feb',
      '2026',
      '26',
      '1999',
      '0001',
      '2026-07-02',
    ),
    fc.constantFrom(
      '14:05',
      '14:05:60',
      '25:99:99',
      '2:05 PM',
      'T10:00:00',
      '.123456',
      'Z',
      '+0200',
      '-1500',
      'EST',
      'ET',
      '(CEST)',
    ),
    anyText,
  );
  const dates = fc
    .array(part, { maxLength: 7 })
    .chain((all) => fc.constantFrom(' ', '', '-').map((by) => all.join(by)));

  it('is read as a valid date or as no date, and the result does not change if it is read again', () => {
    holds(
      fc.property(dates, (written) => {
        const date = readFeedDate(written, NOW);
        expect(shape.optional(shape.date)(date)).toBeUndefined();
        expect(date === undefined || readFeedDate(date, NOW) === date).toBe(true);
      }),
      500,
    );
  });

  it('is read as the same time in each standard form', () => {
    const moment = fc
      .date({ min: new Date('1990-01-01'), max: new Date(NOW), noInvalidDate: true })
      .map((date) => new Date(date.setMilliseconds(0)));
    holds(
      fc.property(moment, (date) => {
        for (const written of [
          date.toISOString(),
          date.toUTCString(),
          date.toUTCString().replace('GMT', '+0000'),
        ])
          expect(Date.parse(readFeedDate(written, NOW) ?? '')).toBe(date.getTime());
      }),
      200,
    );
  });
});

describe('bytes of any kind', () => {
  const types = fc.constantFrom(
    '',
    'text/xml',
    'text/html; charset=utf-8',
    'text/xml; charset=iso-8859-1',
    'a;charset="utf-16"',
  );
  const marks = fc.constantFrom<number[]>(
    [],
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
    [0xfe, 0xff],
    [0x1f, 0x8b],
    [0x3c, 0],
  );

  it('are decoded to a string without an error', () => {
    holds(
      fc.property(marks, fc.uint8Array({ maxLength: 100 }), types, (mark, rest, type) => {
        expect(decodeText(new Uint8Array([...mark, ...rest]), type)).toBeTypeOf('string');
      }),
      200,
    );
  });

  it('are decoded as UTF-8 if they are UTF-8, whatever the header says', () => {
    holds(
      fc.property(fc.string({ unit: 'grapheme' }), types, (written, type) => {
        // Exclude ASCII, and texts with a zero or a byte order mark: their bytes may be valid in several encodings.
        fc.pre(/[^\0-\x7f]/.test(written) && !/[\0\ufeff]/.test(written));
        expect(decodeText(new TextEncoder().encode(written), type)).toBe(written);
      }),
      150,
    );
  });

  it('are unpacked, or refused if damaged or too large', async () => {
    const packed = fc
      .tuple(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.constantFrom('whole', 'cut', 'changed'))
      .map(([content, at, state]) => {
        const gzip = new Uint8Array(gzipSync(content));
        const place = at % gzip.length;
        if (state === 'cut') return { content, gzip: gzip.slice(0, place), isWhole: false };
        if (state === 'changed') gzip[place] = (gzip[place] ?? 0) ^ 0x55;
        return { content, gzip, isWhole: state === 'whole' };
      });
    await holdsAsync(
      fc.asyncProperty(packed, fc.constantFrom(10, 10_000), async ({ content, gzip, isWhole }, most) => {
        const result = await gunzipped(gzip, most).catch((error: unknown) => error);
        if (result instanceof GunzipFailure) {
          expect(isWhole && content.length <= most).toBe(false);
          return;
        }
        expect(result).toBeInstanceOf(Uint8Array);
        expect(!isWhole || Buffer.from(result as Uint8Array).equals(content)).toBe(true);
      }),
      60,
    );
  });
});

describe('a title or description', () => {
  it('is read as plain text of at most the given length', () => {
    holds(
      fc.property(markup(FEED), fc.integer({ min: 1, max: 100 }), (html, most) => {
        expect(shape.optional(shape.text(most))(visibleText(html, most))).toBeUndefined();
      }),
      150,
    );
  });
});
