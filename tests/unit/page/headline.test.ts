import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headlineAgreement, headlineKey, headlineWords } from '../../../lib/page/headline.ts';
import { holds } from '../properties.ts';

describe('headlineWords', () => {
  it.each([
    ['Mayor resigns', ['mayor', 'resigns']],
    ['  Mayor — resigns!  ', ['mayor', 'resigns']],
    ['“Mayor” resigns', ['mayor', 'resigns']],
    ["Mayor's word", ['mayors', 'word']],
    ['Mayor’s word', ['mayors', 'word']],
    ['US-Iran talks', ['us', 'iran', 'talks']],
    ['U.S. talks', ['u', 's', 'talks']],
    ['Café São Paulo', ['cafe', 'sao', 'paulo']],
    ['ﬁrst ½', ['first', '1', '2']],
    ['ＦＵＬＬ width', ['full', 'width']],
    ['Киев и ёлка', ['киев', 'и', 'ёлка']],
    ['राजनीति में', ['राजनीति', 'में'].map((word) => word.normalize('NFKD'))],
    ['G7 in 2026', ['g7', 'in', '2026']],
    ['中国选举', ['中', '国', '选', '举']],
    ['中国 选举', ['中', '国', '选', '举']],
    ['2026年の選挙', ['2026', '年', 'の', '選', '挙']],
    ['G7首脳', ['g7', '首', '脳']],
    ['… — !', []],
    ['', []],
  ])('finds in "%s" the words %j', (headline, words) => {
    expect(headlineWords(headline)).toEqual(words);
  });

  it('counts a voiced syllable as one word, although Unicode can decompose it', () => {
    expect(headlineWords('がっこう')).toHaveLength(4);
    expect(headlineWords('かっこう')).toHaveLength(4);
  });

  const INVISIBLE: readonly [name: string, character: string][] = [
    ['a zero-width space', '\u200b'],
    ['a zero-width non-joiner', '\u200c'],
    ['a zero-width joiner', '\u200d'],
    ['a word joiner', '\u2060'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['a direction mark', '\u200e'],
    ['an Arabic direction mark', '\u061c'],
    ['an embedding', '\u202b'],
    ['an isolate', '\u2068'],
    ['a variation selector', '\ufe0f'],
    ['a further variation selector', '\u{e0101}'],
    ['a Mongolian variation selector', '\u180b'],
    ['a grapheme joiner', '\u034f'],
    ['a Hangul filler', '\u3164'],
    ['a tag', '\u{e0041}'],
    ['an invisible plus', '\u2064'],
    ['a shorthand control', '\u{1bca0}'],
    ['a control character', '\u0000'],
    ['a later control character', '\u0090'],
  ];
  it.each(INVISIBLE)('ignores %s anywhere', (_, character) => {
    for (const headline of ['Council votes down the new bridge', '市议会否决新桥', 'राजनीति में नया पुल']) {
      const spread = [...headline].join(character);
      expect(headlineWords(`${character}${spread}${character}`)).toEqual(headlineWords(headline));
    }
    const live = `${character}Live updates: council votes down the new bridge`;
    expect(headlineKey(live)).toBeUndefined();
    expect(headlineAgreement([`Coun${character}cil votes`], 'Council votes')).toBe(
      headlineAgreement(['Council votes'], 'Council votes'),
    );
  });

  it('separates words at white space, and keeps visible combining marks', () => {
    expect(headlineWords('Council\tvotes\u0085down\u00a0it')).toEqual(['council', 'votes', 'down', 'it']);
    expect(headlineWords('राजनीति')).not.toEqual(headlineWords('राजनत'));
  });

  it('reads only the first 1,000 characters', () => {
    expect(headlineWords('word '.repeat(100_000))).toHaveLength(200);
  });
});

describe('headlineKey', () => {
  it.each([
    ['Council votes down the new bridge', 'council votes down the new bridge'],
    ['COUNCIL votes down “the new” bridge!', 'council votes down the new bridge'],
    ['Council votes: deliver no live updates', 'council votes deliver no live updates'],
    ['Olive oil prices rise across Europe', 'olive oil prices rise across europe'],
    ['市议会否决新桥', '市 议 会 否 决 新 桥'],
  ])('for "%s" returns "%s"', (headline, key) => {
    expect(headlineKey(headline)).toBe(key);
  });

  it.each([
    ['Council votes down new bridge', 'five words'],
    ['', 'no words'],
    ['Live updates: council votes down the new bridge', 'a live page'],
    ['  LIVE BLOG council votes down the new bridge', 'a live page in capitals'],
    ['Breaking news from the council about the bridge', 'breaking news'],
    ["Today's headlines from the council and the bridge", 'the headlines of a day'],
    ['Letters to the editor about the new bridge', 'letters'],
    ['Morning briefing: the council and the new bridge', 'a briefing'],
    ['Weather forecast for the weekend in the north', 'the weather'],
  ])('returns undefined for "%s": %s', (headline) => {
    expect(headlineKey(headline)).toBeUndefined();
  });

  it('returns the same key for a headline in ASCII with and without an invisible character', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ' ',
        '  ',
        "'",
        '`',
        ': ',
        ' - ',
        'Live',
        'updates',
        'Council',
        'US',
        '2026',
        'G7',
        'x'.repeat(200),
      ),
      fc.string({ maxLength: 3 }),
    );
    holds(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const headline = pieces.join('');
        expect(headlineKey(headline)).toBe(headlineKey(`\u200b${headline}`));
      }),
      1000,
    );
  });
});

describe('headlineAgreement', () => {
  const RECORDED = 'Council votes down the new bridge after a long night';

  it.each([
    ['the headline itself', RECORDED],
    ['the same words with other quotes and case', '“COUNCIL” votes down the new bridge, after a long night'],
    ['the headline followed by the name of the outlet', `${RECORDED} | The Outlet`],
    ['the headline after another word', `Exclusive: ${RECORDED}`],
    ['the first words of the headline', 'Council votes down the new bridge'],
  ])('is "same" for %s', (_, own) => {
    expect(headlineAgreement([own], RECORDED)).toBe('same');
  });

  it('is "same" for an identical headline of three words', () => {
    expect(headlineAgreement(['Mayor resigns again'], 'Mayor resigns again')).toBe('same');
  });

  it.each([
    ['a rewritten headline', 'Bridge plan fails: council says no after heated night'],
    ['a shortened headline', 'Council rejects bridge'],
  ])('is "edited" for %s', (_, own) => {
    expect(headlineAgreement([own], RECORDED)).toBe('edited');
  });

  it.each([
    ['another article', 'Football club signs young striker from Portugal'],
    ['an article that shares only short words', 'Minister and the king sign a new tax law'],
  ])('is "different" for %s', (_, own) => {
    expect(headlineAgreement([own], RECORDED)).toBe('different');
  });

  it.each([
    ['no headline is recorded', [RECORDED], undefined],
    ['an empty headline is recorded', [RECORDED], ''],
    ['two words are recorded', ['Football club signs striker'], 'Council votes'],
    ['the page has no headline', [], RECORDED],
    ['the page has only the name of its site', ['The Outlet'], RECORDED],
  ])('is "unknown" if %s', (_, own, recorded) => {
    expect(headlineAgreement(own, recorded)).toBe('unknown');
  });

  it('compares with that headline of the page that agrees best', () => {
    expect(headlineAgreement(['Welcome to our site', 'Share this page now', RECORDED], RECORDED)).toBe(
      'same',
    );
  });

  it.each([
    ['市议会否决新桥方案', '市议会否决新桥方案 - 某某报', 'same'],
    ['G7首脳会議が閉幕', '速報 G7首脳会議が閉幕', 'same'],
    ['市议会否决新桥方案', '足球俱乐部签下年轻前锋', 'different'],
  ])('compares %s with %s: %s', (recorded, own, expected) => {
    expect(headlineAgreement([own], recorded)).toBe(expected);
  });
});
