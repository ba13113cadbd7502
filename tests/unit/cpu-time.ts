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
