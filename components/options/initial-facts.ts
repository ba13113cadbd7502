import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Commands } from 'webextension-polyfill';
import { browser } from '../../lib/browser/browser.ts';
import { reportUnexpected } from '../../lib/browser/listener-errors.ts';
import { mayNotify, mayReadAllSites, mayReadPublication } from '../../lib/browser/permissions.ts';
import { readSettings, type Settings } from '../../lib/browser/settings.ts';

/**
 * The facts that Options reads from the browser before it draws its sections. Each of them except the settings is
 * `undefined` if reading it failed.
 */
export interface InitialFacts {
  readonly settings: Settings;
  readonly allSites: boolean | undefined;
  readonly publication: boolean | undefined;
  readonly notifications: boolean | undefined;
  /** The extension's shortcuts; also `undefined` if the browser does not support shortcuts of extensions. */
  readonly commands: readonly Commands.Command[] | undefined;
  /** Whether the browser has promised to keep the data. */
  readonly persisted: boolean | undefined;
  readonly estimate: StorageEstimate | undefined;
}

/**
 * Reads the facts that determine which parts Options shows. If a section read them only after it was drawn, it would
 * grow and move the sections below it, perhaps while the reader presses a button there. Throws an error if the settings
 * cannot be read.
 */
export async function readInitialFacts(): Promise<InitialFacts> {
  const [settings, allSites, publication, notifications, commands, persisted, estimate] = await Promise.all([
    readSettings(),
    unlessFails('read a permission', mayReadAllSites),
    unlessFails('read a permission', mayReadPublication),
    unlessFails('read a permission', mayNotify),
    unlessFails('read the shortcuts', async () => browser.commands?.getAll()),
    unlessFails('read the storage', () => navigator.storage.persisted()),
    unlessFails('read the storage', () => navigator.storage.estimate()),
  ]);
  return { settings, allSites, publication, notifications, commands, persisted, estimate };
}

/**
 * Returns `undefined` if reading fails. Options must open even after a failure, so that the reader can delete
 * everything.
 */
async function unlessFails<T>(name: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    reportUnexpected(name, error);
    return undefined;
  }
}

const FactsContext = createContext<InitialFacts | undefined>(undefined);
export const InitialFactsProvider = FactsContext.Provider;

/** Returns the facts that were read before the first render. Throws an error in a component outside Options. */
export function useInitialFacts(): InitialFacts {
  const facts = useContext(FactsContext);
  if (!facts) throw new Error('Only sections of Options can use this hook.');
  return facts;
}
