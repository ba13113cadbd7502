import type { AnalysisDraft } from './analysis-draft.ts';

/** The analyses of July 2026 in the sample publication, with the text of their source articles. */
export const july: readonly AnalysisDraft[] = [
  {
    id: 'ferry-talks-merrow-strait',
    headline: 'Ferry talks resume across the Merrow Strait; the power to stop a sailing moves to inspectors',
    summary:
      'Tolvane and Issmark are close to agreeing on forty trial crossings. An annex decides who may hold a ship at ' +
      'the quay, and for how long. Whoever writes that annex controls the route.',
    lens: 'global-power-plays',
    type: 'Reporting',
    published: '2026-07-02',
    readMinutes: 3,
    outlet: 'Northern Ledger – World',
    sources: ['northern-ledger:/world/2026/06/30/ferry-talks-resume-across-the-merrow-strait'],
    sourceHeadline: 'Tolvane and Issmark reopen ferry negotiations after fourteen months of silence',
    topics: ['shipping', 'borders', 'treaties', 'oversight'],
    sections: {
      'What happened': [
        'After fourteen months without a word on the subject, negotiators from Tolvane and Issmark ' +
          'spent six hours in Halmsey and left with a draft: forty return crossings in August and September, ' +
          'each with a stop in the Corrin Isles for inspection. A second session is set for July 14.',
        'Neither capital has signed anything. What has changed is that the closure, which both had ' +
          'treated as a matter of sovereignty, is now discussed as a matter of berths, lists and hours.',
      ],
      'Who gains leverage': [
        'The six inspectors at Halmsey do, and with them whoever appoints them. An annex lets any ' +
          'one of the six hold a ship for up to nine hours. On a crossing of four hours, that ' +
          'amounts to cancelling it.',
        'The Corrin Isles, which supply the quay and two of the inspectors, acquire a part in every ' +
          'sailing without being party to the quarrel. The ferry operators come off worst: they carry the ' +
          'fuel, the crews and the refunds, and have no seat at the table.',
      ],
      'What mechanism is operating': [
        'Large disputes are often made smaller by turning them into procedure. A question that ' +
          'nobody can concede, who controls the water, becomes one that officials can answer: which papers a ' +
          'lorry driver shows, to whom, and how long it takes. That is progress, and it also takes the ' +
          'decision to a place where few people look.',
        {
          type: 'paragraph',
          content: [
            'A minister who closes a port has to say so and defend it; an inspector who finds a ' +
              'passenger list incomplete does not. Under the draft the strait can be shut ',
            { type: 'emphasis', content: ['one ship at a time'] },
            ', by people whose names the public will not learn, and opened again in the same way.',
          ],
        },
      ],
      'Why it matters': [
        'For the nine thousand people with family on the far shore, the ferry is the difference ' +
          'between an afternoon and two days of travel. They will plan weddings and hospital visits around a ' +
          'timetable that either side can empty without announcing it.',
        'The trial also sets a pattern. If it holds, patrols and fishing grounds may be handed to ' +
          'similar teams. If it fails, each government can blame the other’s inspectors, and there will be no ' +
          'record from which to judge.',
      ],
      'What to watch next': [
        {
          bullets: [
            'The wording on detention. A written reason for each hold, even a single line, would ' +
              'alter the balance more than additional sailings.',
            'Who pays for a cancelled crossing. The draft is silent, and no insurer has quoted a rate.',
            'July 14: whether the ferry operators are invited to speak, or only informed afterwards.',
            'The first week of August, when Issmark holds its yearly naval exercise in the same waters.',
          ],
        },
      ],
    },
    article: [
      'Delegations from Tolvane and Issmark met in Halmsey on Monday to discuss reopening the car ' +
        'ferry across the Merrow Strait, fourteen months after Issmark closed its berths in a dispute over ' +
        'fishing patrols. Both sides called the six-hour session useful and agreed to meet again on July 14.',
      'Under a draft seen by the Northern Ledger, forty return crossings would run in August and ' +
        'September. Each ship would call at Halmsey, in the Corrin Isles, for checks by six inspectors, two ' +
        'from each government and two from the islands. Any of them could hold a ship for up to nine hours.',
      '“We are talking about a timetable and not about a treaty,” said Ilka Tarrowin, who leads the ' +
        'delegation from Tolvane. Joss Kavanel, Issmark’s deputy minister of transport, said that his ' +
        'government would judge the trial by its incidents and would not be hurried by the tourist season.',
      'About 9,000 people on either shore have relatives on the other, according to the Strait ' +
        'Families Association. Since the closure they have travelled by air through a third country, a ' +
        'journey of two days. Freight firms put their own losses over the past year at 31 million crowns.',
    ],
  },
  {
    id: 'port-fee-holiday',
    headline: 'Sallowport extends its port-fee holiday; the bill for dredging passes quietly to households',
    summary:
      'Two carriers keep their free berths until the end of 2027. The channel that their ships need ' +
      'can be paid for through a line in the property levy that has no ceiling.',
    lens: 'money-trails',
    type: 'Reporting',
    published: '2026-07-01',
    readMinutes: 2,
    outlet: 'Harbour Courier',
    sources: ['harbour-courier:/2026/06/28/port-fee-holiday-extended/'],
    sourceHeadline: 'Harbour board waives berth charges for large carriers until end of 2027',
    topics: ['ports', 'public money', 'shipping', 'local government'],
    sections: {
      'What happened': [
        'By six votes to three, the harbour board gave the largest container ships another year and ' +
          'a half without berth charges. The condition, sixty calls a year from one owner, stays as it was. ' +
          'On the same evening members heard that the outer channel needs dredging for 22 million crowns, and ' +
          'that the city’s property levy could cover it.',
      ],
      'Who gains leverage': [
        'Norvane Lines and Grey Petrel made 84 per cent of last year’s qualifying calls. A ' +
          'concession that two firms use is hard to withdraw, because each can point to the berth ' +
          'it would leave empty.',
        'Coastal owners, many with a single ship, pay the full tariff and so help to keep up a ' +
          'channel deeper than any they need.',
      ],
      'What mechanism is operating': [
        'A fee that is not charged leaves no trace among the expenses. Dredging does, six months ' +
          'later and in another budget. Between the two stands the harbour contribution, a line on the ' +
          'property bill that was introduced for storm repairs and never given an upper limit. Nobody voted ' +
          'to move money from households to carriers. One charge was waived, another became available, and ' +
          'the two decisions belong to different rooms.',
      ],
      'Why it matters': [
        'Spread over the city’s 130,000 households, the channel would cost each of them about 170 ' +
          'crowns. That may be a fair price for a busy port: eleven per cent more traffic means shifts on the ' +
          'quay and work for hauliers. But residents have not been shown the exchange, and people cannot ' +
          'weigh what they do not know they are buying.',
      ],
      'What to watch next': [
        {
          bullets: [
            'September, when the board hears the coastal owners. A refusal would put on record whom ' +
              'the tariff is meant to favour.',
            'The draft property levy in November. The harbour line stood at 38 crowns a household this year.',
            'A figure still missing: the value of waived fees by carrier, which the board’s own ' +
              'auditor asked it to publish in 2024.',
          ],
        },
      ],
    },
    article: [
      'The Sallowport harbour board voted on Thursday to extend its fee holiday for container ' +
        'carriers by eighteen months, to the end of 2027. Ships above 40,000 tonnes will go on paying ' +
        'nothing for their berths, provided that their owner books at least sixty calls a year.',
      'The chair of the board, Edda Lorimond, said the scheme had brought back two lines that left ' +
        'in 2023. “An empty quay earns nothing and employs nobody,” she told members. Container traffic ' +
        'rose by 11 per cent last year, while income from fees fell by 14.2 million crowns.',
      'Three of the nine members voted against. Tomas Brillow, who sits for the city, asked how the ' +
        'board would pay for dredging the outer channel, estimated at 22 million crowns. The finance office ' +
        'answered that the harbour contribution in the property levy could be raised from January.',
      'Two carriers, Norvane Lines and Grey Petrel, made 84 per cent of the calls that qualified ' +
        'last year. Owners of smaller coastal ships, who pay the full charge, have asked the board for a ' +
        'reduced rate. Their request is to be heard in September.',
    ],
  },
];
