import { earlyJune } from './analyses-early-june.ts';
import { july } from './analyses-july.ts';
import { lateJune } from './analyses-late-june.ts';
import { may } from './analyses-may.ts';
import { analysisOf, type SampleAnalysis } from './analysis-draft.ts';

export type { SampleAnalysis, SampleArticle } from './analysis-draft.ts';
export { unanalysed } from './unanalysed.ts';

/** Content of the sample publication and its outlets. All people, places, companies and institutions are invented. */

export interface SampleLens {
  readonly id: string;
  readonly name: string;
  /** One phrase or sentence. */
  readonly description: string;
}

export const lenses: readonly SampleLens[] = [
  {
    id: 'global-power-plays',
    name: 'Global Power Plays',
    description:
      'Sample lens: how governments and large institutions press, bargain and position themselves, ' +
      'and what that leaves to everyone else.',
  },
  {
    id: 'money-trails',
    name: 'Money Trails',
    description:
      'Sample lens: where public and private money comes from, whose hands it passes through, and who finally pays.',
  },
  {
    id: 'rulebook',
    name: 'The Rulebook',
    description:
      'Sample lens: how laws, procedures and definitions are written, and what they quietly decide in advance.',
  },
  {
    id: 'street-level',
    name: 'Street Level',
    description:
      'Sample lens: what a decision changes for the people who meet it at a bus stop, a counter or a front door.',
  },
  {
    id: 'signal-and-noise',
    name: 'Signal and Noise',
    description: 'Sample lens: how claims, figures and rumours travel, and how far they can be relied upon.',
  },
  {
    id: 'common-ground',
    name: 'Common Ground',
    description:
      'Sample lens: where people with different interests found terms that they can share, and what made it possible.',
  },
  {
    id: 'hidden-wiring',
    name: 'Hidden Wiring',
    description:
      'Sample lens: the cables, contracts and default settings behind everyday services, and who controls them.',
  },
  {
    id: 'long-view',
    name: 'The Long View',
    description: 'Sample lens: what the decisions of today commit later years and later generations to.',
  },
];

export const analyses: readonly SampleAnalysis[] = [...july, ...lateJune, ...earlyJune, ...may].map(
  analysisOf,
);

/** Returns the headline of a sample analysis. Throws an error if there is no analysis with this id. */
export function sampleHeadline(id: string): string {
  const analysis = analyses.find((candidate) => candidate.id === id);
  if (!analysis) throw new Error(`no sample analysis "${id}"`);
  return analysis.headline;
}
