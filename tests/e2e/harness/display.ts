import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { keepProcess } from './kept-process.ts';
import { until } from './surface.ts';

/** A virtual display, for tests of what browsers show outside pages. */
export interface Display {
  /** Value of `DISPLAY`. */
  readonly name: string;
  /** Moves the mouse to a point of the display (px from its top-left corner) and clicks. */
  click(x: number, y: number): void;
  /** Presses keys, in the notation of xdotool ("alt+shift+s"). */
  press(keys: string): void;
  /** Waits for a window with this title. Returns the top-left corner and the size (px) of the newest such window. */
  windowTitled(title: string): Promise<{ x: number; y: number; width: number; height: number }>;
  close(): Promise<void>;
}

const PROGRAMS = ['Xvfb', 'openbox', 'xdotool'];

/** Whether this machine can start a virtual display: Linux with Xvfb, openbox and xdotool. */
export function canHaveDisplay(): boolean {
  return (
    process.platform === 'linux' && PROGRAMS.every((program) => spawnSync('which', [program]).status === 0)
  );
}

/** Starts a virtual display with a window manager. The X server chooses a free number for the display. */
export async function startDisplay(): Promise<Display> {
  const server = keepProcess('Xvfb', ['-displayfd', '4', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']);
  const name = `:${await server.orEnd(firstLine(server.output))}`;
  const environment = { ...process.env, DISPLAY: name };
  const manager = keepProcess('openbox', [], { environment });
  const xdotool = (...args: string[]): string =>
    spawnSync('xdotool', args, { env: environment, encoding: 'utf8' }).stdout;
  return {
    name,
    click: (x, y) => void xdotool('mousemove', String(x), String(y), 'click', '1'),
    press: (keys) => void xdotool('key', keys),
    windowTitled: (title) =>
      until(`there is a window "${title}"`, async () => {
        const id = xdotool('search', '--onlyvisible', '--name', title).trim().split('\n').at(-1);
        if (!id) return undefined;
        const shell = xdotool('getwindowgeometry', '--shell', id);
        const value = (key: string): number => Number(new RegExp(`^${key}=(-?\\d+)$`, 'm').exec(shell)?.[1]);
        return { x: value('X'), y: value('Y'), width: value('WIDTH'), height: value('HEIGHT') };
      }),
    close: async () => {
      await manager.kill();
      await server.kill();
    },
  };
}

async function firstLine(stream: Readable): Promise<string> {
  for await (const line of createInterface(stream)) return line;
  throw new Error('Xvfb wrote no display number.');
}
