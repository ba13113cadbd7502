/** Whether the connection is metered (https://wicg.github.io/netinfo/). Always `false` in Firefox. */
export function isMetered(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; type?: string } };
  return connection?.saveData === true || connection?.type === 'cellular';
}
