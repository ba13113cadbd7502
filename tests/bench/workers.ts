import { TargetType } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import { until } from '../e2e/harness/surface.ts';

/** Stops the service workers of all extensions. */
export async function killWorkers({ browser }: Reader): Promise<void> {
  const running = browser.targets().filter((target) => target.type() === TargetType.SERVICE_WORKER);
  for (const target of running) await (await target.worker())?.close();
  await until(
    'all service workers are stopped',
    async () => !browser.targets().some((target) => running.includes(target)),
  );
}
