import type { ConnectionTransport } from 'puppeteer-core';
import type { Marionette } from './marionette.ts';

/** After this time, a command without an answer is reported (ms): it may be the cause of a test that hangs. */
const UNANSWERED_AFTER_MS = 60_000;

/**
 * Connects to the WebDriver BiDi session that belongs to a Marionette session. Firefox allows only one session at a
 * time, so the transport answers `session.new` with the existing session. Puppeteer also asks Firefox to keep a copy of
 * all requests and responses, which takes a tenth of the processor time. No test reads them, so the transport does not
 * pass this command on.
 */
export async function bidiTransport({ session }: Marionette): Promise<ConnectionTransport> {
  const socket = new WebSocket(session.capabilities.webSocketUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('Firefox refused the WebDriver BiDi connection.'));
  });
  /** The commands without an answer, and when each was sent. */
  const unanswered = new Map<number, { readonly method: string; readonly at: number }>();
  const transport: ConnectionTransport = {
    send: (message) => {
      const { id, method } = JSON.parse(message) as { id: number; method: string };
      for (const [other, { method: lost, at }] of unanswered) {
        if (Date.now() - at < UNANSWERED_AFTER_MS) continue;
        console.warn(`Firefox did not answer the command ${lost}.`);
        unanswered.delete(other);
      }
      if (method === 'session.new')
        transport.onmessage?.(JSON.stringify({ type: 'success', id, result: session }));
      else if (method === 'network.addDataCollector')
        transport.onmessage?.(JSON.stringify({ type: 'success', id, result: { collector: '' } }));
      else {
        unanswered.set(id, { method, at: Date.now() });
        socket.send(message);
      }
    },
    close: () => socket.close(),
  };
  socket.onmessage = ({ data }) => {
    const { id } = JSON.parse(data) as { id?: number };
    if (id !== undefined) unanswered.delete(id);
    transport.onmessage?.(data);
  };
  socket.onclose = () => transport.onclose?.();
  return transport;
}
