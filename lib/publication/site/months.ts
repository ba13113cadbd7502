import type { Card } from '../../index/card.ts';

/** The cards of one calendar month, by their published date as written. An index segment holds one month. */
export interface Month {
  /** `YYYY-MM`. */
  readonly month: string;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly to: string;
  /** Newest first, then by id. So the same cards always have the same order. */
  readonly cards: readonly Card[];
}

/** Groups cards by month, newest month first. */
export function monthsOf(cards: readonly Card[]): Month[] {
  const months = new Map<string, Card[]>();
  for (const card of cards) {
    const month = card.published.slice(0, 7);
    const ofMonth = months.get(month);
    if (ofMonth) ofMonth.push(card);
    else months.set(month, [card]);
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([month, ofMonth]) => ({
      month,
      from: `${month}-01`,
      to: lastDay(month),
      cards: ofMonth.sort((a, b) => compare(b.published, a.published) || compare(a.id, b.id)),
    }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lastDay(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
}
