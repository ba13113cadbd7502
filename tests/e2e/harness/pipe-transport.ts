import type { ConnectionTransport } from 'puppeteer-core';
import type { KeptProcess } from './kept-process.ts';

/** Speaks the DevTools protocol over Chromium's debugging pipe: JSON messages that each end with a zero byte. */
export function pipeTransport({ input, output }: KeptProcess): ConnectionTransport {
  const transport: ConnectionTransport = {
    send: (message) => void input.write(`${message}\0`),
    close: () => void input.end(),
  };
  let parts: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      const message = Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8');
      parts = [];
      start = end + 1;
      // Handle each message in its own task, so that code that waits for one message runs before the next message is
      // handled.
      setImmediate(() => transport.onmessage?.(message));
    }
    parts.push(chunk.subarray(start));
  });
  output.on('close', () => transport.onclose?.());
  return transport;
}
