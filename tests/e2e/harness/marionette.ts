import { connect, type Socket } from 'node:net';

/**
 * A session with Firefox's Marionette server. Marionette can run scripts in the browser's own window in every supported
 * version. WebDriver BiDi can do that only since Firefox 153.
 * @see https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
export interface Marionette {
  readonly session: WebDriverSession;
  /** Runs a script body in the browser's own window (the "chrome" context). `args` and the result are JSON. */
  runInBrowser(script: string, args: readonly unknown[]): Promise<unknown>;
  /** Asks Firefox to quit, as its menu does. */
  quit(): Promise<void>;
}

/** The answer of WebDriver's New Session command. */
export interface WebDriverSession {
  readonly sessionId: string;
  readonly capabilities: { readonly webSocketUrl: string; readonly browserVersion: string };
}

/** Time limit for a script in the browser (ms). It is longer than any test. */
const SCRIPT_TIMEOUT_MS = 600_000;

/** Opens a session on a port of the loopback interface. */
export async function openMarionette(port: number): Promise<Marionette> {
  const connection = await openConnection(port);
  const session = (await connection.send('WebDriver:NewSession', {
    acceptInsecureCerts: true,
    // WebDriver BiDi uses the same session.
    webSocketUrl: true,
    unhandledPromptBehavior: 'ignore',
    timeouts: { script: SCRIPT_TIMEOUT_MS },
  })) as WebDriverSession;
  await connection.send('Marionette:SetContext', { value: 'chrome' });
  return {
    session,
    runInBrowser: async (script, args) => {
      const { value } = (await connection.send('WebDriver:ExecuteScript', {
        script,
        args,
        newSandbox: false,
        sandbox: 'system',
      })) as { value: unknown };
      return value;
    },
    quit: async () => {
      await connection.send('Marionette:Quit', { flags: ['eAttemptQuit'] });
    },
  };
}

interface Connection {
  send(command: string, parameters: object): Promise<unknown>;
}

/**
 * An answer. On the wire, each message consists of its length in bytes, a colon and a JSON array. For example, a
 * command is `15:[0,1,"name",{}]`.
 */
type Answer = [type: 1, id: number, error: { error: string; message: string } | null, result: unknown];

async function openConnection(port: number): Promise<Connection> {
  const socket = await connected(port);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  onMessages(socket, (message) => {
    // The first message is the server's greeting, an object.
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message as Answer;
    const command = waiting.get(id);
    waiting.delete(id);
    if (error) command?.reject(new Error(`${error.error}: ${error.message}`));
    else command?.resolve(result);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox closed its Marionette connection.'));
    waiting.clear();
  });
  return {
    send: (name, parameters) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) throw new Error('Firefox closed its Marionette connection.');
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        const message = JSON.stringify([0, id, name, parameters]);
        socket.write(`${Buffer.byteLength(message)}:${message}`);
      }),
  };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

function onMessages(socket: Socket, handle: (message: unknown) => void): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const colon = pending.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(pending.toString('latin1', 0, colon));
      if (pending.length < end) return;
      handle(JSON.parse(pending.toString('utf8', colon + 1, end)));
      pending = pending.subarray(end);
    }
  });
}
