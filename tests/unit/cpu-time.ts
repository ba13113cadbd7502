/**
 * The time that this thread works for some task (ms). Other programs on the machine do not change it much, so that
 * bounds on it hold on a busy machine too.
 */
export function cpuTime(task: () => void): number {
  const before = process.threadCpuUsage();
  task();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
