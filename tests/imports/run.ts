import { readFileSync, writeFileSync } from 'node:fs';
import { drawing } from './drawing.ts';
import { FILES, fileCycles, IMPORTS, INSIDE, roomCycles, roomOf } from './graph.ts';
import { arrows, faultsIn } from './rules.ts';

/**
 * `npm run imports` prints each room with its imports, then every import that breaks a rule, and every cycle. Fails if
 * there is such an import or cycle. `npm run imports draw` also draws the rooms again for `docs/architecture.md`.
 */

const counts = arrows(INSIDE);
const lines = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;
for (const room of [...new Set(FILES.map(roomOf))].sort()) {
  const files = FILES.filter((file) => roomOf(file) === room);
  const size = files.reduce((sum, file) => sum + lines(file), 0);
  const imports = [...(counts.get(room) ?? [])].sort(([, a], [, b]) => b - a);
  console.log(`${room}  ${files.length} files, ${size} lines`);
  if (imports.length > 0) console.log(`    ${imports.map(([to, n]) => `${to} ${n}`).join(', ')}`);
}

const faults = faultsIn(IMPORTS);
const cycles = [...fileCycles(), ...roomCycles()].map((cycle) => `A cycle: ${cycle.join(', ')}`);
console.log(`\n${faults.length} imports break a rule, ${cycles.length} cycles.`);
for (const fault of [...faults, ...cycles]) console.log(fault);
if (process.argv.includes('draw')) writeFileSync('docs/architecture.svg', drawing());
process.exit(faults.length + cycles.length === 0 ? 0 : 1);
