import type { SampleArticle } from './analysis-draft.ts';

export const unanalysed: readonly SampleArticle[] = [
  {
    outlet: 'harbour-courier',
    path: '/2026/06/29/marina-lights-repaired/',
    headline: 'Marina lights repaired before the regatta',
    article: [
      'The lamps along the eastern pier of Sallowport’s marina are working again. Electricians ' +
        'replaced 300 metres of corroded cable over the weekend, after the pier had been dark since a storm ' +
        'in the middle of May. Boat owners had been finding their moorings by torchlight.',
      'The repair came in time for the regatta, which brings about 140 boats to the town from ' +
        'Friday. Harbour master Ruth Penhallow thanked the sailing club for its patience and for ' +
        'the use of its ladders.',
      'New fittings, which need a third of the electricity, are to follow along the western pier in ' +
        'autumn. The work so far has cost 86,000 crowns, of which the insurer will pay half.',
    ],
  },
  {
    outlet: 'northern-ledger',
    path: '/world/2026/06/29/fishing-season-opens-late',
    headline: 'Mackerel season opens three weeks late in the Pellan Sea',
    article: [
      'The first boats left Saint Orrin for the mackerel grounds on Sunday, three weeks later than ' +
        'usual. Cold water had kept the shoals to the south. Crews returned before dusk with what several ' +
        'of them called a fair day’s catch.',
      'Biologists on the research vessel Patience measured a temperature of nine degrees at the end ' +
        'of May, two below the average of the past decade. They expect the shoals to stay until the ' +
        'middle of September.',
      'Processing plants on Tamberly have moved their summer shifts accordingly. The yearly catch ' +
        'limit is unchanged at 31,000 tonnes, and the islands’ fisheries council does not plan to extend the season.',
    ],
  },
  {
    outlet: 'meridian-post',
    path: '/city/library-hours-extended.html',
    headline: 'City libraries to stay open until nine on weekdays',
    article: [
      'Wendelhythe’s six public libraries will close at nine in the evening instead of six from ' +
        'September. The longer hours apply from Monday to Friday. Saturdays are unaffected, and the reading ' +
        'rooms will remain shut on Sundays.',
      'Staff agreed to the change after two rounds of talks. Twelve people will be hired for the ' +
        'evenings, several of them students. Lending desks will close at eight, while tables, newspapers ' +
        'and printers can be used for another hour.',
      'Chief librarian Ines Abernaut said that evening visitors had been asking for a warm and ' +
        'quiet room above all. A trial at the Mill Lane branch last winter drew 190 people on an average night.',
    ],
  },
  {
    outlet: 'civic-herald',
    path: '/region/orchard-prize-shared',
    headline: 'Orchard prize goes to two villages that once argued over a hedge',
    article: [
      'The villages of Pearmoor and Little Soke share this year’s orchard prize, the fruit growers’ ' +
        'association announced on Sunday. Together they look after 230 old apple and plum trees on a slope ' +
        'that a hedge had divided for eighty years.',
      'The hedge was the subject of two lawsuits before it came down in 2019. Since then the ' +
        'neighbours have pruned and picked together. The jury praised the pasture beneath the trees, where ' +
        '74 kinds of wild bee were counted.',
      'The prize of 15,000 crowns will go towards a cider press. It is to stand exactly on the old ' +
        'boundary, said Bertram Ollis of Little Soke, “so that nobody has to carry apples uphill”.',
    ],
  },
  {
    outlet: 'quiet-gazette',
    path: '/articles/choir-tour-announced',
    headline: 'Mountain choir announces first tour in eleven years',
    article: [
      'The Thrane Valley Choir will go on tour in October for the first time since 2015. It will ' +
        'give nine concerts in churches and railway halls, beginning in Aldersett and ending on the ' +
        'quay at Sallowport.',
      'Its thirty-four singers have rehearsed a programme of work songs and hymns from the hill ' +
        'farms, many of them never printed. Conductor Elspeth Garrow wrote down the tunes during visits to ' +
        'nursing homes in the region.',
      'Seats are free, and a collection will be made for the restoration of the choir’s rehearsal ' +
        'room, whose roof gave way under snow two winters ago. Places can be reserved at village post ' +
        'offices from the first of August.',
    ],
  },
  {
    outlet: 'daily-prism',
    path: '/story/tram-depot-open-day',
    headline: 'Tram depot opens its gates to the public for one Sunday',
    article: [
      'Visitors may look behind the scenes of Wendelhythe’s trams on Sunday. The depot at ' +
        'Brassfield opens from ten to five, with tours of the workshop, rides through the washing plant and ' +
        'a turn at the driving simulator.',
      'The oldest car in service, number 41, will shuttle between the depot and the main station. ' +
        'It was built 92 years ago and has been restored by apprentices, who spent most of three ' +
        'years on its wooden doors.',
      'Admission is free. The company hopes to interest young people in an apprenticeship and is ' +
        'still looking for eight electricians and five drivers. Parking is scarce, and visitors are ' +
        'asked to come by tram.',
    ],
  },
  {
    outlet: 'valley-wire',
    path: '/wire/bridge-repainting-begins',
    headline: 'Repainting of the Aldersett railway bridge begins with northern arch',
    article: [
      'Painters have started work on the northern arch of the railway bridge at Aldersett. They ' +
        'will strip and repaint 2,400 tonnes of steel by the end of next summer, in the same dark green ' +
        'that the bridge has worn since it was built.',
      'Trains continue to run, at walking pace on weekdays between nine and three. The footpath on ' +
        'the downstream side is closed; pedestrians can use the ferry, which takes them across free of ' +
        'charge for the duration of the works.',
      'The last coat was applied 27 years ago. Engineers found less rust than they had feared and ' +
        'have replaced only eleven rivets so far. The cost is estimated at 7.8 million crowns.',
    ],
  },
  {
    outlet: 'bayside-review',
    path: '/features/lighthouse-keeper-retires',
    headline: 'Last lighthouse keeper at Cape Wenlow hands over the key',
    article: [
      'After thirty-eight years, Halvard Imms has locked the lighthouse on Cape Wenlow for the last ' +
        'time. The lamp has been controlled from the mainland since spring. What remained was to oil the ' +
        'clockwork, sweep 212 steps and keep the weather diary.',
      'Imms came to the cape for one winter, as a substitute, and stayed. He raised two daughters ' +
        'in the keeper’s house and taught both to read the barometer before they could read. In all that ' +
        'time, he says, he overslept once.',
      'The diary, forty-one volumes without a missing day, goes to the maritime museum in Halmsey. ' +
        'Imms himself is moving eight kilometres inland. He has asked for a bedroom without a view of the ' +
        'sea, in order to sleep past four.',
    ],
  },
];
