import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Commands } from 'webextension-polyfill';
import { browser } from '../../lib/browser/browser.ts';
import { mayNotify, mayReadAllSites, mayReadPublication } from '../../lib/browser/permissions.ts';
import { readSettings, type Settings } from '../../lib/browser/settings.ts';

/** The facts that Options reads from the browser before it draws its sections. */
export interface KnownAtStart {
  readonly settings: Settings;
  readonly allSites: boolean;
  readonly publication: boolean;
  readonly notifications: boolean;
  /** The extension's shortcuts; `undefined` if the browser has none. */
  readonly commands: readonly Commands.Command[] | undefined;
  /** Whether the browser has promised to keep the data. */
  readonly persisted: boolean;
  readonly estimate: StorageEstimate;
}

/**
 * Reads the facts that determine which parts Options shows. If a section read them only after it was drawn, it would
 * grow and move the sections below it, perhaps while the reader presses a button there.
 */
export async function readKnownAtStart(): Promise<KnownAtStart> {
  const [settings, allSites, publication, notifications, commands, persisted, estimate] = await Promise.all([
    readSettings(),
    mayReadAllSites(),
    mayReadPublication(),
    mayNotify(),
    browser.commands?.getAll(),
    navigator.storage.persisted(),
    navigator.storage.estimate(),
  ]);
  return { settings, allSites, publication, notifications, commands, persisted, estimate };
}

const Known = createContext<KnownAtStart | undefined>(undefined);
export const KnownAtStartProvider = Known.Provider;

/** Returns the facts that were read before the first render. Throws an error in a component outside Options. */
export function useKnownAtStart(): KnownAtStart {
  const known = useContext(Known);
  if (!known) throw new Error('Only sections of Options know this.');
  return known;
}
