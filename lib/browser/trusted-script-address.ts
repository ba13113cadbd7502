/** Addresses, within the extension's package, of the scripts that its code may load while it runs. */
const SCRIPTS = ['/site-parsers.js', '/search-worker.js'] as const;

export type ScriptAddress = (typeof SCRIPTS)[number];

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * Returns the address of a script of the extension, as a `TrustedScriptURL` (https://w3c.github.io/trusted-types/). The
 * content security policy allows only this Trusted Types policy, which accepts only the listed addresses. In browsers
 * without Trusted Types, the address is a string.
 */
export function trustedScriptAddress(address: ScriptAddress): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('civic-lens-worker', { createScriptURL: listedAddress });
  return policy ? policy.createScriptURL(address) : listedAddress(address);
}

/**
 * Returns the address if it is that of a script in the list.
 *
 * @throws {TypeError} for every other address
 */
export function listedAddress(address: string): string {
  if (!(SCRIPTS as readonly string[]).includes(address))
    throw new TypeError(`${address} is not a script of this extension.`);
  return address;
}
