import { globSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BUDGETS, type BudgetName, LINES, PARTS } from '../../bench/budgets.ts';
import { measured, type Outcome, outcomes, print, summary } from '../../bench/report.ts';

const LOOKUP: BudgetName = 'lookup of a page, awake, median';
const FRAMES: BudgetName = 'frames while scrolling';
const DIFF: BudgetName = 'usual correction compared, 95th percentile';
const REWRITTEN: BudgetName = 'rewritten text compared, 95th percentile';

describe('the table of budgets', () => {
  it('names each budget once', () => {
    const names = LINES.flatMap(({ budgets }) => Object.keys(budgets));
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  });

  it('has budgets for each part of the bench, except for two parts that only compare measurements', () => {
    const parts = new Set([...BUDGETS.values()].map(({ part }) => part));
    expect(PARTS.filter((part) => !parts.has(part))).toEqual(['corpus', 'upgrade']);
  });

  it('has no budget that the bench does not measure', () => {
    const code = globSync('tests/bench/*.ts')
      .filter((file) => !file.endsWith('budgets.ts'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const isMeasured = (name: string): boolean => {
      const [start = ''] = name.split(/(?<=, )(?:median|99th percentile)$/);
      return [`'${name}'`, `"${name}"`, `\`${start}\${`].some((written) => code.includes(written));
    };
    expect([...BUDGETS.keys()].filter((name) => !isMeasured(name))).toEqual([]);
  });
});

describe('a measured value', () => {
  beforeEach(() => {
    outcomes.splice(0);
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
  });

  it.each<[BudgetName, number, of: string, isKept: boolean]>([
    [LOOKUP, 1, '', true],
    [LOOKUP, 1.01, '', false],
    [LOOKUP, Number.NaN, '', false],
    [FRAMES, 55, '2,000 saved', true],
    [FRAMES, 54.9, '2,000 saved', false],
    [FRAMES, Number.NaN, '2,000 saved', false],
    ['opened → list painted, median', 200, '2,000 saved', false],
    ['opened → list painted, median', 200, '10,000 saved', true],
  ])('of "%s", %d (%s), keeps its budget: %s', (name, value, of, isKept) => {
    print('A title', [measured(name, value, of)]);
    expect(outcomes.map((outcome) => outcome.isKept)).toEqual([isKept]);
  });

  it('has no budget if its size differs from the size of the budget', () => {
    print('A title', [measured(LOOKUP, 5, '', false)]);
    expect(outcomes).toEqual([]);
  });

  it.each<[BudgetName, of: string]>([
    [FRAMES, ''],
    [FRAMES, '3,000 saved'],
    [LOOKUP, '2,000 saved'],
  ])('of "%s" is refused in a case without a limit: "%s"', (name, of) => {
    expect(() => measured(name, 1, of)).toThrow(`The budget "${name}" has no case "${of}".`);
  });
});

describe('the last lines of the bench', () => {
  const kept = (budget: BudgetName, of = ''): Outcome => ({ budget, of, isKept: true, words: 'good' });
  const all = (): Outcome[] => [
    kept(DIFF),
    ...[...(BUDGETS.get(REWRITTEN)?.limits.keys() ?? [])].map((of) => kept(REWRITTEN, of)),
  ];

  it('count the budgets of the measured parts', () => {
    expect(summary(['corrections'], all())).toEqual({
      lines: ['5 of 5 budgets asserted: 5 kept, 0 broken; 0 not measured.'],
      isKept: true,
    });
  });

  it('name each measurement that breaks a budget, and count the budget once', () => {
    const broken = { ...kept(DIFF), isKept: false };
    const first = { ...broken, words: 'diff: 6 ms (budget 5 ms)' };
    const second = { ...broken, words: 'diff: 7 ms (budget 5 ms)' };
    expect(summary(['corrections'], [...all(), first, second])).toEqual({
      lines: [
        '✗ diff: 6 ms (budget 5 ms)',
        '✗ diff: 7 ms (budget 5 ms)',
        '5 of 5 budgets asserted: 4 kept, 1 broken; 0 not measured.',
      ],
      isKept: false,
    });
  });

  it('name each budget that was not measured, and fail', () => {
    const without = all().filter(({ of }) => of !== 'another text');
    expect(summary(['corrections'], without)).toEqual({
      lines: [
        '✗ not measured: rewritten text compared, 95th percentile (another text), in "corrections"',
        '4 of 5 budgets asserted: 4 kept, 0 broken; 1 not measured.',
      ],
      isKept: false,
    });
  });

  it('do not count the budgets of other parts', () => {
    expect(summary(['corrections', 'corpus'], all()).isKept).toBe(true);
    expect(summary(['corrections', 'content'], all()).isKept).toBe(false);
  });
});
