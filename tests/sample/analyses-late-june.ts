import type { AnalysisDraft } from './analysis-draft.ts';

/** A source article that has two analyses, each with a different lens. */
const schoolApp = {
  outlet: 'Civic Herald',
  sources: ['civic-herald:/tech/school-app-shared-pupil-data'],
  sourceHeadline: 'Homework app used in 214 schools shared pupil records with marketing firm',
  article: [
    'A homework app used in 214 schools passed information about pupils to a marketing company for ' +
      'sixteen months, documents obtained by the Civic Herald show. Pagelark, which the province of ' +
      'Ellermoor buys for every pupil between six and sixteen, sent out hours of use, postcodes and reading levels.',
    'The recipient, Brightholt Audience, builds customer profiles for retailers. Its agreement with ' +
      'Tessel Learning, the maker of the app, speaks of “service improvement”. Tessel says that no names ' +
      'were transferred and that it ended the arrangement in April. It did not say whether Brightholt has ' +
      'deleted what it received.',
    'Officials of the province said they had not known. The transfer was governed by a setting in ' +
      'the administration panel, switched on by an update in December 2024, and each school could have ' +
      'switched it off. Of forty head teachers asked by this newspaper, one had seen it.',
    'Education commissioner Marit Hollen has ordered a review by outside specialists. The contract ' +
      'with Tessel, worth 6.3 million crowns a year, ends in August and was due to be extended by four ' +
      'years without a new tender. Parents’ groups want that step to be postponed.',
  ],
} as const;

/** The analyses of the second half of June 2026 in the sample publication, with the text of their source articles. */
export const lateJune: readonly AnalysisDraft[] = [
  {
    id: 'water-meter-bylaw',
    headline:
      'Council makes water meters compulsory; a single definition decides which tenants will pay for leaks',
    summary:
      'Charging for water by use was hardly disputed. The close vote concerned two words that make ' +
      'the person named on the bill liable for pipes that somebody else owns.',
    lens: 'rulebook',
    type: 'Reporting',
    published: '2026-06-27',
    readMinutes: 2,
    outlet: 'Harbour Courier',
    sources: ['harbour-courier:/2026/06/25/council-passes-water-meter-bylaw/'],
    sourceHeadline: 'Every Sallowport home to be metered for water by 2029',
    topics: ['water', 'housing', 'local government'],
    sections: {
      'What happened': [
        'The council voted 31 to 18 to bill every home by what it uses and no longer by floor area. ' +
          'Most of the four hours went to that principle, on which both sides largely agreed. The narrow vote ' +
          'came on section 4, which lays the cost of leaks behind the meter on the “account holder”.',
        {
          type: 'paragraph',
          content: [
            'The ',
            {
              type: 'link',
              href: 'https://example.org/sallowport/bylaws/water-meters',
              content: ['adopted text'],
            },
            ' explains the term in nine words: the person in whose name the bill is issued.',
          ],
        },
      ],
      'Who gains leverage': [
        'Owners of rented buildings come out ahead. They decide when a pipe is replaced, and ' +
          'someone else now receives the bill for waiting. The utility benefits as well, since it can pursue ' +
          'one named person in each flat and need not argue with building managers over shared pipes. Tenants ' +
          'gain control over what they use, together with responsibility for what they do not.',
      ],
      'What mechanism is operating': [
        {
          type: 'paragraph',
          content: [
            'Rules often distribute money through their definitions, long before a tariff is set. ' +
              '“Account holder” sounds neutral because everybody seems to be one. Yet in a city where two flats ' +
              'in three are rented, the words separate the duty to pay from the power to repair. An incentive to ' +
              'mend a leak works only on a person who is ',
            { type: 'emphasis', content: ['allowed to touch the pipe'] },
            '.',
          ],
        },
      ],
      'Why it matters': [
        'Metering is meant to reward care. A household that halves its showers and still pays for a ' +
          'cracked joint inside a wall will draw another lesson from it. The rebate, 60 crowns at most, was ' +
          'designed with large families in mind and not with leaks; the utility’s own service desk puts the ' +
          'usual damage from an undetected one at 340.',
      ],
      'What to watch next': [
        'The ombudsman could reopen section 4 without touching the rest, and an opinion is likely ' +
          'before the autumn session. Leases will give an earlier sign. If landlords start to add a clause ' +
          'that transfers the account on the day of signing, the definition is already at work. The first ' +
          'large buildings follow in April.',
      ],
    },
    article: [
      'Sallowport will fit a water meter in every home by the end of 2029. The city council passed ' +
        'the bylaw on Tuesday by 31 votes to 18, after a debate of four hours. Owners of buildings with ' +
        'more than six flats have to begin next April.',
      'Flats are billed at present by floor area. Supporters said that meters had cut use by a ' +
        'fifth in Ottermere. “People look after what they can see,” said councillor Hanne Dresk, who ' +
        'drafted the text. The utility loses 27 per cent of its water between the works and the tap.',
      'Opponents concentrated on section 4, which makes the “account holder” liable for water lost ' +
        'behind the meter. In rented flats the account is usually held by the tenant, while the pipes ' +
        'belong to the landlord. A motion to name the owner instead was lost by two votes.',
      'The tenants’ union said it would ask the provincial ombudsman for an opinion. The owners’ ' +
        'federation called the bylaw workable. Households on low incomes can apply for a rebate of up to 60 ' +
        'crowns a year, for which the council has set aside 1.1 million.',
    ],
  },
  {
    id: 'bus-lane-reversal',
    headline: 'City removes the Tallow Street bus lane; eleven thousand riders had no counter to protest at',
    summary:
      'Thirty shops with black paper in their windows undid a lane that had worked for its ' +
      'passengers. A loss that a few can see outweighed a gain that many hardly notice.',
    lens: 'street-level',
    type: 'Reporting',
    published: '2026-06-24',
    readMinutes: 2,
    outlet: 'The Meridian Post',
    sources: ['meridian-post:/city/bus-lane-reversal-after-shop-protest.html'],
    sourceHeadline: 'Mayor scraps new bus lane in Wendelhythe after week of shop closures',
    topics: ['transport', 'retail', 'local government'],
    sections: {
      'What happened': [
        'Some thirty shops shut at noon for a week, and a lane used by eleven thousand people a day ' +
          'was withdrawn. The committee that had approved it in February was not consulted. Nor was there ' +
          'patience to wait ten days for the passenger survey, which will now be presented when the ' +
          'paint has been ordered.',
      ],
      'Who gains leverage': [
        'People who stand in one place all day are easier to organise than people who pass through ' +
          'it. Shopkeepers know each other and have windows to cover. Their argument was also concrete, and ' +
          'one of them put it well:',
        {
          type: 'quote',
          blocks: [
            {
              type: 'paragraph',
              content: ['My customers carry paint and timber. They do not carry it onto the 9.'],
            },
          ],
        },
        'A loading bay on every block might have answered him. Once the whole lane was in play, ' +
          'nobody spoke of the bay.',
      ],
      'What mechanism is operating': [
        'Thirty owners feel the loss of a quarter of their takings as a threat. Thousands feel a ' +
          'gain of four minutes as a slightly better morning. Added up, the second is more than seven hundred ' +
          'hours a day, but a sum is not something that anyone experiences. Decisions made under pressure ' +
          'follow what is felt and can be photographed.',
      ],
      'Why it matters': [
        'Routes 4, 9 and 17 start in the eastern estates, where fewer than half of the households ' +
          'own a car. Four minutes decide whether a connection at the station is met and whether a child is ' +
          'collected on time. These passengers are customers too, although nobody on Tallow Street has ' +
          'counted how many arrive by bus.',
      ],
      'What to watch next': [
        'On July 2 the survey reaches the transport committee, which may demand a written ' +
          'explanation of the reversal. Painting starts in the week after. In October the bus company fixes ' +
          'its winter timetable. Should it need extra vehicles to keep the old frequency, the price of the ' +
          'decision will turn up there, under another name.',
      ],
    },
    article: [
      'Wendelhythe will paint over the Tallow Street bus lane in July, four months after it opened. ' +
        'Mayor Petra Aldous announced the decision on Monday, following a week in which some thirty shops ' +
        'closed at noon and hung black paper in their windows.',
      'The lane is 900 metres long and carries routes 4, 9 and 17. According to the transport ' +
        'office it shortened the trip through the centre from eleven minutes to seven. Around 11,000 ' +
        'passengers use the three routes on a weekday. Forty-two parking bays had been removed to make room.',
      'Shopkeepers say that takings fell by a quarter. “My customers carry paint and timber. They ' +
        'do not carry it onto the 9,” said Oswin Karrick, who has run a hardware shop on the street for ' +
        'nineteen years. The city has published no figures of its own on trade.',
      'Bus drivers learned of the change from the radio, their union said. A passenger survey of ' +
        'May, with 2,300 answers, had been due to go before the transport committee on July 2. The mayor ' +
        'said it would be “taken into account in future schemes”.',
    ],
  },
  {
    id: 'grain-export-quota',
    headline: 'Lorrent tightens its grain export quota; buyers abroad must stay on good terms month by month',
    summary:
      'The cut is larger than the harvest explains. More telling is that exporters must now ask for ' +
      'permission every month, which keeps foreign buyers attentive all winter.',
    lens: 'global-power-plays',
    type: 'Reporting',
    published: '2026-06-21',
    updated: '2026-06-23',
    readMinutes: 2,
    outlet: 'The Meridian Post',
    sources: ['meridian-post:/trade/grain-export-quota-tightened.html'],
    sourceHeadline: 'Government cuts wheat exports by a third ahead of poor harvest',
    topics: ['trade', 'farming', 'food prices', 'treaties'],
    sections: {
      'What happened': [
        'A harvest forecast 7 per cent below average was answered with a quota 33 per cent lower, ' +
          'although the stores are fuller than at any time since 2018. The rhythm changes as well. Exporters ' +
          'used to hold a licence for a season; from now on they will ask again each month.',
        {
          type: 'paragraph',
          content: [
            { type: 'strong', content: ['Added on June 23:'] },
            ' the ministry has since confirmed that contracts between states may be licensed ' +
              'separately, outside the quota.',
          ],
        },
      ],
      'Who gains leverage': [
        'The agriculture ministry, over two groups at once. Millers at home obtain cheaper grain ' +
          'for as long as it cannot leave. Foreign buyers, Issmark above all, have to remain on good terms ' +
          'through every month of the winter. Trading houses that buy in many countries can sit this out; an ' +
          'exporter with one silo and one customer cannot.',
      ],
      'What mechanism is operating': [
        'A ban starts a dispute, and a yearly quota can be planned around. A monthly permit does ' +
          'neither. It keeps the buyer uncertain and the seller beyond reproach, since each refusal can be ' +
          'put down to weather or paperwork. The grain need not be withheld in order to be useful; it is ' +
          'enough that it might be.',
      ],
      'Why it matters': [
        'Mills in Issmark hold about ten weeks of supply once their licences lapse in September, ' +
          'and the pipeline talks are meant to close before the year does. No official has linked the two, ' +
          'and perhaps none intends to. Whoever sits across the table will count the weeks all the same. For ' +
          'shoppers in Lorrent the effect is likely to be modest: flour makes up a seventh of the price of a loaf.',
      ],
      'What to watch next': [
        'The permits for October are the first to be granted under the new rhythm. If they flow ' +
          'while the transit talks go well and thin out when these stall, a farm measure has become an ' +
          'instrument of foreign policy. The share of contracts between states deserves equal attention, ' +
          'because volumes licensed that way are not published by holder.',
      ],
    },
    article: [
      'Lorrent will allow 2.4 million tonnes of wheat to leave the country this season, a third ' +
        'less than last year, the agriculture ministry said on Friday. Licences already issued stay valid. ' +
        'New ones will be granted month by month and no longer for the whole season.',
      'The ministry gave a dry spring as the reason. It expects a harvest of 8.9 million tonnes, 7 ' +
        'per cent below average. Bread prices have risen by 12 per cent since January. “The first duty of a ' +
        'grain policy is the loaf at home,” minister Ruven Castow told reporters.',
      'Traders at the Sallowport exchange were surprised by the size of the cut. Stocks carried ' +
        'over from last year are the highest since 2018, according to the exchange. Futures for October ' +
        'rose by 9 per cent within an hour and ended the day 6 per cent higher.',
      'Issmark, which buys two thirds of its wheat from Lorrent, said that its licences run out in ' +
        'September. Its ambassador asked for an early meeting. The two countries are also negotiating ' +
        'transit charges on the Eskarrow pipeline, for which Lorrent has sought better terms since last year.',
    ],
  },
  {
    ...schoolApp,
    id: 'school-app-data',
    headline: 'School app passed pupil data to an advertiser; the permission sat in a default nobody set',
    summary:
      'A switch that arrived in the “on” position let reading levels and postcodes flow to a ' +
      'profiling firm. Every party could name another that ought to have noticed.',
    lens: 'hidden-wiring',
    type: 'Investigation',
    published: '2026-06-18',
    readMinutes: 3,
    topics: ['schools', 'data protection', 'procurement', 'oversight'],
    sections: {
      'What happened': [
        'For sixteen months, a homework app bought by the province of Ellermoor sent reading ' +
          'levels, postcodes and hours of use to Brightholt Audience, a firm that sells profiles to ' +
          'retailers. The transfer began with a routine update and ended in April, without an announcement at ' +
          'either end. Thirty-nine of forty head teachers had never seen the switch that controlled it.',
      ],
      'Who gains leverage': [
        'Whoever writes the defaults. In one release of December 2024, Tessel Learning settled what ' +
          '214 schools would later be held to have chosen. Brightholt obtained a view of children that no ' +
          'shop could ask for at the till. The province, in name the customer, discovered that it had duties ' +
          'under the law and no lever with which to meet them.',
      ],
      'What mechanism is operating': [
        'Responsibility ran down a chain in which every link could point to the next. The province ' +
          'had a contract, the schools had a panel, the panel had a switch, and the switch came already turned on.',
        { type: 'heading', level: 3, content: ['The hour in which nobody looked'] },
        'An update reaches every school overnight and brings a page of notes, most of them about ' +
          'corrected faults. A secretary who looks after the app for an hour a week reads none of it, and the ' +
          'arrangement depended on that. A setting that had to be turned on by hand, school by school, would ' +
          'hardly have spread at all.',
      ],
      'Why it matters': [
        'Reading levels are not names, as Tessel is right to say. Joined to a postcode and to the ' +
          'time at which a child sits down to work, they come close. The lasting damage is to confidence: ' +
          'parents accept the app because a child without it has no homework, and where consent cannot be ' +
          'refused, somebody else has to be careful.',
      ],
      'What to watch next': [
        {
          bullets: [
            'What Brightholt still holds. A certificate of deletion from a third party would be ' +
              'worth more than an assurance.',
            'The scope of the review: the same panel opens eleven other applications used in Ellermoor’s schools.',
            'Whether settings must be off on delivery from now on. In the next contract, that would ' +
              'take a single sentence.',
          ],
        },
      ],
    },
  },
  {
    ...schoolApp,
    id: 'school-app-contract',
    headline: 'A school app renews itself for four years; the price of leaving was never put to tender',
    summary:
      'An option from 2022 lets Ellermoor extend its homework app without hearing another bidder. ' +
      'What binds the province is less the contract than a store of worksheets that nothing else can open.',
    lens: 'money-trails',
    type: 'Reporting',
    published: '2026-06-19',
    readMinutes: 2,
    topics: ['schools', 'procurement', 'public money'],
    sections: {
      'What happened': [
        'Behind the report on pupil data stands a contract. Ellermoor pays Tessel Learning 6.3 ' +
          'million crowns a year for Pagelark. The term ends in August, and an option agreed in 2022 would ' +
          'prolong it by four years at the same price plus inflation. According to the tender file of that ' +
          'year, five firms had competed for the original award.',
      ],
      'Who gains leverage': [
        {
          type: 'paragraph',
          content: [
            'Tessel holds the stronger hand. Nine tenths of the province’s worksheets are stored in ' +
              'a format that only Pagelark reads, and Tessel itself prices their conversion at 2.8 million ' +
              'crowns. The company does not have to be cheaper than its rivals. It has to be cheaper than ',
            { type: 'emphasis', content: ['a summer of retyping'] },
            ', and the bill for that would fall on teachers.',
          ],
        },
      ],
      'What mechanism is operating': [
        'Options are written while the buyer is strong and exercised when it is weak. Among five ' +
          'bidders, an extension looked like a discount for patience. Four years later the same clause works ' +
          'as a deadline: a tender takes seven months, school starts again in ten weeks, and anyone who ' +
          'proposes to wait must explain what pupils will use in September.',
      ],
      'Why it matters': [
        'Over four years the sum exceeds 25 million crowns, which the province would normally ' +
          'debate in open session. As an option, it needs one signature in the education department. Public ' +
          'anger about the data has given that signature an audience, and may do more for careful buying than ' +
          'any rule on the books.',
      ],
      'What to watch next': [
        {
          bullets: [
            'A bridging contract for six to twelve months. It would cost more for each pupil and buy back the choice.',
            'The worksheets: once they can be exported in an open format, every later offer becomes cheaper.',
            'August 31, when the option lapses. To say nothing by then would be a decision too.',
          ],
        },
      ],
    },
  },
];
