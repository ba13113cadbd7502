/** Whether the connection is metered, if the browser says so (https://wicg.github.io/netinfo/). Firefox does not. */
export function isMetered(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; type?: string } };
  return connection?.saveData === true || connection?.type === 'cellular';
}
