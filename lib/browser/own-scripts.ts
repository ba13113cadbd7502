/** Scripts of the extension that its code may load later, by their address in the package. */
const OWN = ['/page-readers.js'] as const;

export type OwnScript = (typeof OWN)[number];

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * The address of a script of our own, in the form that the browser's guard against injected scripts requires
 * (https://w3c.github.io/trusted-types/). The content security policy allows one policy, which lets no other address
 * through.
 */
export function ownScript(address: OwnScript): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('civic-lens-worker', { createScriptURL: onlyOwn });
  return policy ? policy.createScriptURL(address) : onlyOwn(address);
}

/** @throws {TypeError} for every address but those of our own scripts */
export function onlyOwn(address: string): string {
  if (!(OWN as readonly string[]).includes(address)) throw new TypeError(`${address} is no script of ours.`);
  return address;
}
