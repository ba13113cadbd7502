/**
 * Whether the device is connected by mobile radio, or the reader has asked the browser to save data
 * (https://wicg.github.io/netinfo/). Always `false` in Firefox, which has no such API.
 */
export function isMetered(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; type?: string } };
  return connection?.saveData === true || connection?.type === 'cellular';
}
