import { resolve } from 'node:path';
import { build } from 'vite';

/**
 * Bundles a module with all its imports into one script, minified as in the extension. The script assigns the exports
 * of the module to a global variable.
 *
 * @param name name of that variable
 */
export async function bundled(entry: string, name: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      lib: { entry: resolve(entry), formats: ['iife'], name },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error(`${entry} could not be bundled`);
  return output.output[0].code;
}
