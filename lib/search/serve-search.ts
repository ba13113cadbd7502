import { isFailedWrite } from '../db/failures.ts';
import type { Found } from './search.ts';
import type { SearchPort, SearchReply, SearchRequest, SearchService } from './search-protocol.ts';

/**
 * Maximum number of documents in the first reply: more than the list shows at first, and few enough to send quickly.
 */
const FIRST_HITS = 100;

/**
 * Answers the messages of one page. If an answer or update fails, reports the error and tells the page. If rows cannot
 * be read, reports the error and replies without rows.
 *
 * @param report receives each error
 */
export function serveSearch(
  port: SearchPort,
  service: SearchService,
  report: (error: unknown) => void = console.error,
): void {
  let newest = -1;
  const reply = (message: SearchReply): void => port.postMessage(message);
  const answer = async (request: SearchRequest & { type: 'search' }): Promise<void> => {
    const { number } = request;
    newest = number;
    try {
      for await (const part of service.answer(request)) {
        if (number !== newest) return;
        for (const message of repliesOf(number, part, service.progress.isComplete)) reply(message);
      }
    } catch (error) {
      report(error);
      if (number === newest) reply({ type: 'failed', number, reason: String(error) });
    }
  };
  const update = async (): Promise<void> => {
    try {
      await service.update(() => reply({ type: 'updated', ...service.progress }));
    } catch (error) {
      report(error);
      reply({ type: 'not-updated', reason: String(error), isFailedWrite: isFailedWrite(error) });
    }
  };
  const rows = async ({ number, ...wanted }: SearchRequest & { type: 'rows' }): Promise<void> => {
    try {
      reply({ type: 'rows', number, rows: await service.rows(wanted) });
    } catch (error) {
      report(error);
      reply({ type: 'rows', number, rows: [] });
    }
  };
  const handle = (data: SearchRequest): Promise<void> =>
    data.type === 'search' ? answer(data) : data.type === 'rows' ? rows(data) : update();
  port.onmessage = ({ data }: MessageEvent<SearchRequest>) => {
    // The handlers catch their own errors and tell the page about them. But sending a message to the page may fail,
    // too.
    handle(data).catch(report);
  };
}

function repliesOf(
  number: number,
  { hits, corrections, isLast, total }: Found,
  isComplete: boolean,
): SearchReply[] {
  const parts = hits.length > FIRST_HITS ? [hits.slice(0, FIRST_HITS), hits.slice(FIRST_HITS)] : [hits];
  return parts.map((part, n) => ({
    type: 'found',
    number,
    ids: part.map(({ id }) => id),
    areCards: Uint8Array.from(part, ({ kind }) => (kind === 'card' ? 1 : 0)),
    ...(total === undefined ? {} : { total }),
    corrections,
    isLast: isLast && n === parts.length - 1,
    isComplete,
  }));
}
