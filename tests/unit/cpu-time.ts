/**
 * Runs a task and returns the CPU time that this thread used for it (ms). Other programs hardly affect this time, so
 * limits hold on a busy machine, too.
 */
export function cpuTime(task: () => void): number {
  const before = process.threadCpuUsage();
  task();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Runs an asynchronous task and returns the CPU time of this thread until its end (ms). This includes other work of the
 * thread.
 */
export async function cpuTimeUntil(task: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await task();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
