import { describe, expect, it } from 'vitest';
import type { Card } from '../../../lib/index/card.ts';
import type { Claim, PageIdentity } from '../../../lib/page/page-identity.ts';
import { analysisWantedLetter, wrongArticleLetter } from '../../../lib/share/letter.ts';
import { judged } from '../../judge-and-match.ts';

const STORY = 'https://outlet.example/2026/07/02/council-votes-down-bridge';
const COPY = 'https://www.copy.example/news/77';
const TITLE = 'Council votes down the new bridge';

const CARD: Card = {
  id: 'bridge',
  url: 'https://noligarchy.example/analysis/bridge',
  headline: 'Who gains when a bridge is not built',
  lens: 'power',
  published: '2026-07-02',
  sources: [{ url: 'https://outlet.example/other' }, { url: STORY }],
  sourceHeadline: TITLE,
  topics: [],
};

function page(told: Partial<PageIdentity> = {}): PageIdentity {
  const address = told.address ?? STORY;
  return { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: false, ...told };
}

const claim = (by: Claim['by'], address: string): Claim => ({ by, address });

describe('a letter about a wrong match', () => {
  const letterOf = async (
    told: Partial<PageIdentity>,
    by: Parameters<typeof wrongArticleLetter>[1]['by'] = 'address',
    card = CARD,
  ) => wrongArticleLetter(await judged(page(told)), { card, by, why: 'Same address.' });

  it('contains the page, its headlines, the analysis, its source, and the reason of the match', async () => {
    const { subject, body } = await letterOf({ headlines: [TITLE, `${TITLE} | The Outlet`] });
    expect(subject).toBe('Analysis shown on the wrong article at outlet.example');
    expect(body).toBe(
      [
        'Civic Lens showed me one of your analyses on an article that it is not about.',
        '',
        'Address of the page:',
        STORY,
        '',
        'What the page calls itself:',
        `${TITLE} | The Outlet`,
        '',
        'Analysis that was shown:',
        'Who gains when a bridge is not built',
        'https://noligarchy.example/analysis/bridge',
        '',
        'The article that it is about:',
        TITLE,
        STORY,
        '',
        'Why it was shown:',
        'Same address.',
      ].join('\n'),
    );
  });

  it.each<[what: string, told: Partial<PageIdentity>, by: 'canonical' | 'og:url' | 'amphtml' | 'json-ld']>([
    ['its canonical', { claims: [claim('canonical', `${STORY}?utm_source=x`)] }, 'canonical'],
    [
      'its canonical in quotes',
      { claims: [claim('canonical', `https://outlet.example/lite/%22${STORY}%22`)] },
      'canonical',
    ],
    ['its og:url', { claims: [claim('canonical', COPY), claim('og:url', `${STORY}#top`)] }, 'og:url'],
    ['its AMP form', { claims: [claim('amphtml', `${STORY}?fbclid=1`)] }, 'amphtml'],
    [
      'its JSON-LD',
      { headlines: [TITLE], articles: [{ addresses: [COPY, STORY], headline: TITLE }] },
      'json-ld',
    ],
  ])('contains the claim that decided the match: %s', async (_, told, by) => {
    const address = 'https://outlet.example/lite/5';
    const { subject, body } = await letterOf({ address, ...told }, by);
    expect(subject).toBe('Analysis shown on the wrong article at outlet.example');
    expect(body).toContain(`Address of the page:\n${address}\n`);
    expect(body.endsWith(`Why it was shown:\nSame address.\n${STORY}`)).toBe(true);
  });

  it('contains no claim if no claim agrees any more, and names the first source of the analysis', async () => {
    const { body } = await letterOf({ address: COPY, claims: [claim('canonical', COPY)] }, 'canonical');
    expect(body).toContain(`The article that it is about:\n${TITLE}\nhttps://outlet.example/other\n`);
    expect(body.endsWith('Why it was shown:\nSame address.')).toBe(true);
  });

  it('leaves out paragraphs without content', async () => {
    const { body } = await letterOf({}, 'address', { ...CARD, sources: [], sourceHeadline: undefined });
    expect(body).not.toContain('What the page calls itself');
    expect(body).not.toContain('The article that it is about');
    expect(body).not.toMatch(/undefined|\n{3}/);
  });

  it.each<[what: string, headlines: string[], lines: string[]]>([
    [
      'line breaks and direction marks removed',
      ['Council\nBcc:\u202e a@b.example\u0000\tvotes'],
      ['Council Bcc: a@b.example votes'],
    ],
    ['three at most', ['One', 'Two', 'Three', 'Four'], ['One', 'Two', 'Three']],
    [
      'none that another headline contains',
      ['Council', 'Two', 'Council votes', ' Two '],
      ['Two', 'Council votes'],
    ],
    ['only white space', ['  \n'], []],
    ['a very long one', ['a'.repeat(400)], [`${'a'.repeat(199)}…`]],
    ['one of 200 code units', ['橋'.repeat(200)], ['橋'.repeat(200)]],
    ['one that is cut at a character of two code units', [`${'a'.repeat(198)}🌉🌉`], [`${'a'.repeat(198)}…`]],
    ['one in another script', ['شورا به پل رأی نداد می‌شود'], ['شورا به پل رأی نداد می‌شود']],
  ])('contains headlines as short plain lines: %s', async (_, headlines, lines) => {
    const { body } = await letterOf({ headlines });
    const told = /What the page calls itself:\n(.*?)\n\n/s.exec(body)?.[1]?.split('\n') ?? [];
    expect(told).toEqual(lines);
  });
});

describe('a letter that asks for an analysis', () => {
  it('contains the headline and the address', async () => {
    const told = page({
      address: `${STORY}?utm_source=x&id=7#top`,
      headlines: [TITLE, `${TITLE} | The Outlet`],
      claims: [claim('canonical', `${STORY}?id=7`)],
    });
    expect(analysisWantedLetter(await judged(told), 'NOLIGARCHY.US')).toEqual({
      subject: 'Analysis wanted of an article at outlet.example',
      body:
        'I found no analysis of this article at NOLIGARCHY.US. Please consider writing one.' +
        `\n\nThe article:\n${TITLE}\n${STORY}?id=7`,
    });
  });

  it.each([
    [
      { backTo: '2026-07-01' },
      'I know your analyses back to 1 July 2026 only, and found none of this article at NOLIGARCHY.US among them. ' +
        'If there is none, please consider writing one.',
    ],
    [
      {},
      'I know only a part of your analyses, and found none of this article at NOLIGARCHY.US among them. If there is ' +
        'none, please consider writing one.',
    ],
  ])('does not say that there is no analysis if the index is incomplete: %j', async (known, opening) => {
    const told = page({ address: STORY, headlines: [TITLE] });
    const { body } = analysisWantedLetter(await judged(told), 'NOLIGARCHY.US', known);
    expect(body.split('\n\n')[0]).toBe(opening);
  });

  it.each<[what: string, told: Partial<PageIdentity>, canonical: string | undefined]>([
    [
      'another address on the same site',
      { claims: [claim('canonical', `${STORY}-again?gclid=1`)] },
      `${STORY}-again`,
    ],
    ['the original of a copy', { address: COPY, claims: [claim('canonical', STORY)] }, STORY],
    ['the home page', { claims: [claim('canonical', 'https://outlet.example/')] }, undefined],
    [
      'two that contradict each other',
      { claims: [claim('canonical', COPY), claim('canonical', STORY)] },
      undefined,
    ],
    [
      'one of the page before the in-page navigation',
      { address: COPY, loadedAs: STORY, claims: [claim('canonical', STORY)] },
      undefined,
    ],
    ['only an og:url', { address: COPY, claims: [claim('og:url', STORY)] }, undefined],
  ])('contains the canonical address only if it is plausible: %s', async (_, told, canonical) => {
    const { body } = analysisWantedLetter(await judged(page(told)), 'NOLIGARCHY.US');
    expect(/calls its own:\n(.*)$/.exec(body)?.[1]).toBe(canonical);
  });
});
