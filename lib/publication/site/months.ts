import type { Card } from '../../index/card.ts';

/** The cards of one calendar month by published date as written: what a segment holds. */
export interface Month {
  /** `YYYY-MM`. */
  readonly month: string;
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** The newest first; of one day by id, so that the same cards always give the same list. */
  readonly cards: readonly Card[];
}

/** Cards by month, the newest month first. */
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
