/**
 * Whether the device uses a mobile network, or the reader has asked the browser to save data
 * (https://wicg.github.io/netinfo/). Always `false` in browsers that lack this API, such as Firefox
 * (https://developer.mozilla.org/docs/Web/API/NetworkInformation#browser_compatibility).
 */
export function isMetered(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; type?: string } };
  return connection?.saveData === true || connection?.type === 'cellular';
}
