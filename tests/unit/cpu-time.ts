/**
 * Runs a task and returns the CPU time that this thread used for it (ms). Other programs hardly change it, so limits
 * hold on a busy machine, too.
 */
export function cpuTime(task: () => void): number {
  const before = process.threadCpuUsage();
  task();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** The same for an asynchronous task. Counts other work of this thread too. */
export async function cpuTimeUntil(task: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await task();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
