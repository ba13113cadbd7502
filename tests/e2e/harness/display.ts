import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { until } from './surface.ts';

/** A screen that nobody looks at, for what browsers show outside pages. */
export interface Display {
  /** Value of `DISPLAY`. */
  readonly name: string;
  /** Clicks at a point of the screen, as a hand with a mouse would. */
  click(x: number, y: number): void;
  /** Presses keys, in the notation of xdotool ("alt+shift+s"). */
  press(keys: string): void;
  /** Top-left corner and size of the newest window with a title. */
  windowTitled(title: string): Promise<{ x: number; y: number; width: number; height: number }>;
  close(): void;
}

const PROGRAMS = ['Xvfb', 'openbox', 'xdotool'];

/** Whether a virtual display can be had here: Linux with Xvfb, openbox and xdotool. */
export function canHaveDisplay(): boolean {
  return (
    process.platform === 'linux' && PROGRAMS.every((program) => spawnSync('which', [program]).status === 0)
  );
}

/** Starts a virtual display with a window manager. */
export async function startDisplay(): Promise<Display> {
  const number = [...Array(60).keys()].map((n) => n + 90).find((n) => !existsSync(`/tmp/.X${n}-lock`)) ?? 90;
  const name = `:${number}`;
  const environment = { ...process.env, DISPLAY: name };
  const children: ChildProcess[] = [];
  const start = (program: string, ...args: string[]): void =>
    void children.push(spawn(program, args, { env: environment, stdio: 'ignore' }));
  const xdotool = (...args: string[]): string =>
    spawnSync('xdotool', args, { env: environment, encoding: 'utf8' }).stdout;

  start('Xvfb', name, '-screen', '0', '1280x900x24', '-nolisten', 'tcp');
  await until(
    'the display is there',
    async () => spawnSync('xdotool', ['getdisplaygeometry'], { env: environment }).status === 0,
  );
  start('openbox');
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
    close: () => {
      for (const child of children.toReversed()) child.kill();
    },
  };
}
