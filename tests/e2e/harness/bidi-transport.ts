import type { ConnectionTransport } from 'puppeteer-core';
import type { Marionette } from './marionette.ts';

/**
 * Connects to the WebDriver BiDi session that belongs to a Marionette session. Firefox allows one session at a time,
 * so both share it: the transport answers `session.new` with the existing session.
 */
export async function bidiTransport({ session }: Marionette): Promise<ConnectionTransport> {
  const socket = new WebSocket(session.capabilities.webSocketUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('Firefox refused the WebDriver BiDi connection.'));
  });
  const transport: ConnectionTransport = {
    send: (message) => {
      const { id, method } = JSON.parse(message) as { id: number; method: string };
      if (method === 'session.new')
        transport.onmessage?.(JSON.stringify({ type: 'success', id, result: session }));
      else socket.send(message);
    },
    close: () => socket.close(),
  };
  socket.onmessage = ({ data }) => transport.onmessage?.(data);
  socket.onclose = () => transport.onclose?.();
  return transport;
}
