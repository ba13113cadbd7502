import type { ServerResponse } from 'node:http';
import { OUTLET_PORT } from '../build.ts';
import { placeOf, type Sample } from '../sample/server.ts';

/**
 * Analyses with unusual content, and the articles that they analyse. The sample publication itself has only analyses
 * with usual content.
 */

export interface UnusualAnalysis {
  readonly id: string;
  readonly headline: string;
  readonly summary?: string;
  readonly lens?: string;
  /** Paragraphs, keyed by the heading of their section. Absent if the publication has lost the text. */
  readonly sections?: Readonly<Record<string, readonly string[]>>;
  /** Number of analyses of the article, all with the same content. The default is one. */
  readonly copies?: number;
}

const SENTENCE =
  'The board that raised the tolls also buys the passage, and the minutes do not say who asked for the change. ';

const UNUSUAL: readonly UnusualAnalysis[] = [
  {
    id: 'long-headline',
    headline:
      'Canal tolls rise by a third after a meeting of which there are no minutes; who set them sits on both ' +
      'sides of the ' +
      'table, who pays them was not invited, and the auditors whom parliament appointed four years ago to ' +
      'prevent exactly ' +
      'this have still not been given a room, a budget or the keys to the archive in which the contracts of ' +
      'the last two ' +
      'decades are said to lie',
    summary: SENTENCE.repeat(5).trim(),
    lens: 'global-power-plays',
    sections: { 'What happened': [SENTENCE.repeat(4)], 'What to watch next': [SENTENCE] },
  },
  {
    id: 'no-lens',
    headline: 'A ferry line nobody counts',
    sections: { 'What happened': [SENTENCE.repeat(3)] },
  },
  {
    id: 'lost-text',
    headline: 'An analysis whose text is missing',
    lens: 'rulebook',
    summary: SENTENCE.trim(),
  },
  {
    id: 'chinese',
    headline: '运河通行费上涨三分之一：制定费率的人坐在谈判桌的两边',
    summary: '提高通行费的委员会自己也购买通行权，会议记录没有说明是谁要求修改。',
    lens: 'money-trails',
    sections: {
      发生了什么: ['提高通行费的委员会自己也购买通行权，会议记录没有说明是谁要求修改。'.repeat(8)],
      接下来看什么: ['审计人员是否得到档案室的钥匙。'.repeat(4)],
    },
  },
  {
    id: 'arabic',
    headline: 'ارتفاع رسوم القناة بمقدار الثلث، ومن حددها يجلس على جانبي الطاولة',
    summary: 'المجلس الذي رفع الرسوم يشتري المرور أيضا، ولا يذكر المحضر من طلب التغيير.',
    lens: 'street-level',
    sections: {
      'ماذا حدث': ['المجلس الذي رفع الرسوم يشتري المرور أيضا، ولا يذكر المحضر من طلب التغيير. '.repeat(8)],
      'ما الذي يجب متابعته': ['هل يحصل المدققون على مفاتيح الأرشيف. '.repeat(4)],
    },
  },
  {
    id: 'eight-thousand-words',
    headline: 'The whole history of the canal',
    summary: SENTENCE.trim(),
    lens: 'common-ground',
    sections: Object.fromEntries(
      ['What happened', 'Who gains leverage', 'What mechanism is operating', 'Why it matters'].map(
        (heading) => [heading, Array.from({ length: 25 }, () => SENTENCE.repeat(4))],
      ),
    ),
  },
  {
    id: 'twelve',
    headline: 'One of twelve analyses of the same article, seen through another lens each time',
    summary: SENTENCE.trim(),
    lens: 'signal-and-noise',
    sections: { 'What happened': [SENTENCE.repeat(2)] },
    copies: 12,
  },
];

/** Returns the address of the article that an unusual analysis is about. */
export function articleOf(id: string): string {
  return `http://harbour-courier.localhost:${OUTLET_PORT}/2026/07/03/unusual-${id}`;
}

/** The address of an article without title and headline, on the site of an outlet in the index. */
export const UNTITLED = `http://harbour-courier.localhost:${OUTLET_PORT}/2026/07/03/884213`;

const DOCUMENTS = '/.well-known/civic-lens/analyses/';

/** Adds the unusual analyses and their articles to the sample web. */
export function publishUnusual(sample: Sample): void {
  const cards = UNUSUAL.flatMap(cardsOf);
  const documents = new Map(cards.map((card) => [`${DOCUMENTS}${card.id}.json`, documentOf(card.id)]));
  sample.publish({ more: { '2026-07': cards } });
  sample.answering = ({ path }, response) => answerDocument(documents.get(path), response);
  for (const { id, headline } of UNUSUAL)
    sample.saved.set(placeOf(articleOf(id)), htmlPage(`<title>${headline}</title><h1>${headline}</h1>`));
  sample.saved.set(
    placeOf(UNTITLED),
    htmlPage('<meta property="og:type" content="article"><p>No title.</p>'),
  );
}

function htmlPage(content: string): { charset: string; body: Buffer } {
  return { charset: 'utf-8', body: Buffer.from(`<!doctype html><meta charset="utf-8">${content}`) };
}

function answerDocument(document: string | undefined, response: ServerResponse): boolean {
  if (document === undefined) return false;
  response.writeHead(200, { 'content-type': 'application/json' }).end(document);
  return true;
}

interface UnusualCard extends Omit<UnusualAnalysis, 'sections' | 'copies'> {
  readonly url: string;
}

function cardsOf({ sections, copies = 1, ...rest }: UnusualAnalysis): UnusualCard[] {
  return Array.from({ length: copies }, (_, n) => {
    const id = n === 0 ? rest.id : `${rest.id}-${n}`;
    return {
      ...rest,
      id,
      url: `/analysis/unusual-${id}`,
      document: `../analyses/${id}.json`,
      type: 'Reporting',
      published: '2026-07-03',
      readMinutes: sections ? 3 : 1,
      outlet: 'Harbour Courier',
      sources: [articleOf(rest.id)],
      topics: ['shipping', 'tolls'],
    };
  });
}

function documentOf(id: string): string | undefined {
  const analysis = UNUSUAL.find((one) => id === one.id || id.startsWith(`${one.id}-`));
  const [card] = analysis ? cardsOf(analysis) : [];
  if (!analysis?.sections || !card) return undefined;
  const sections = Object.entries(analysis.sections).map(([heading, paragraphs]) => ({
    heading,
    blocks: paragraphs.map((content) => ({ type: 'paragraph', content: [content] })),
  }));
  return JSON.stringify({ card: { ...card, id }, sections, attribution: [] });
}
