import type { AnalysisDraft } from './analysis-draft.ts';

/** The analyses of May 2026 in the sample publication, with the text of their source articles. */
export const may: readonly AnalysisDraft[] = [
  {
    id: 'poll-weighting-review',
    headline:
      'Pollsters review how they weight rural voters; one assumption had moved every forecast since 2022',
    summary:
      'Three institutes agreed with each other and were wrong together, because all of them ' +
      'corrected their surveys with the same register. It counted holiday homes as households.',
    lens: 'signal-and-noise',
    type: 'Reporting',
    published: '2026-05-28',
    readMinutes: 2,
    outlet: 'The Meridian Post',
    sources: ['meridian-post:/politics/poll-weighting-under-review.html'],
    sourceHeadline: 'Three survey institutes examine methods after missing provincial election result',
    topics: ['elections', 'statistics', 'broadcasting'],
    sections: {
      'What happened': [
        'Three institutes that compete for the same clients erred in the same direction and by much ' +
          'the same distance: the Field and Town Union was five points ahead in their figures and finished ' +
          'two behind. They have named a likely cause, an address register in which holiday homes count as ' +
          'households, and will publish their data with a joint report in September.',
      ],
      'Who gains leverage': [
        'For the moment, anybody who was turned away on the strength of a poll. Two rural lists ' +
          'missed the televised debates by a point, and one of them then won 7.4 per cent; its case against ' +
          'the threshold has improved. Smaller institutes, laughed at for odd results in April, get a second ' +
          'hearing. Some of those results were merely odd.',
      ],
      'What mechanism is operating': [
        'Agreement between sources is evidence only if they could have disagreed. Here three ' +
          'surveys, with separate interviewers and separate questions, went through one table of corrections. ' +
          'The noise was independent and the error was shared, so that averaging removed the first and left ' +
          'the second untouched. Every new poll made the forecast look firmer.',
      ],
      'Why it matters': [
        'Polls do more than describe. Airtime is allotted by them, and donors consult them before ' +
          'they write a cheque. A bias in the lake districts therefore had consequences before a single ' +
          'ballot was cast, and those affected could not have found it in any published table. Releasing the ' +
          'raw data is the most useful part of the announcement.',
      ],
      'What to watch next': [
        {
          bullets: [
            'Whether the report recalculates the polls of 2022 and 2024 with a corrected register.',
            'The broadcasters, who could replace a fixed 6 per cent by a range that allows for sampling error.',
            'The margins printed beside the figures. If they go on covering sampling alone, little has been learned.',
          ],
        },
      ],
    },
    article: [
      'Lorrent’s three large polling institutes are reviewing their methods together. Before the ' +
        'provincial elections of April, all of them had seen the Field and Town Union ahead by five points ' +
        'or more; it lost by two. The institutes said on Tuesday that the cause was probably common to all three.',
      'Suspicion falls on the weighting of rural voters. Since 2022 the institutes have taken their ' +
        'share from a register of addresses that counts second homes as households. In some lake districts, ' +
        'weekend residents from the capital, who seldom vote there, thus appeared as local people.',
      '“We bought the same ruler and were reassured to measure the same length,” said Katrin Osgode ' +
        'of the Fenniworth Institute, who will lead the review. A report is to be published in September, ' +
        'along with the raw data of the April surveys.',
      'Parties and donors rely on the polls, and so do broadcasters, who invite to their debates ' +
        'only those lists that reach 6 per cent. Two rural parties were left out in April at 5 per cent. ' +
        'One of them went on to win 7.4 per cent of the vote.',
    ],
  },
  {
    id: 'satellite-tender',
    headline: 'Island states buy a satellite together; the seat on the ground station matters more',
    summary:
      'Five governments want storm images that no neighbour can withhold. Their tender leaves room ' +
      'for an antenna abroad, and with it for the dependence that they set out to end.',
    lens: 'global-power-plays',
    type: 'Reporting',
    published: '2026-05-20',
    readMinutes: 2,
    outlet: 'Northern Ledger – World',
    sources: ['northern-ledger:/world/2026/05/19/island-states-open-satellite-tender'],
    sourceHeadline: 'Five island governments invite bids for shared storm-warning spacecraft',
    topics: ['telecoms', 'procurement', 'climate', 'treaties'],
    sections: {
      'What happened': [
        'Nine days without images in 2024, while two storms formed, persuaded five island ' +
          'governments to buy a weather satellite of their own. Offers are due in October and launch is ' +
          'planned for 2029. Three suppliers have asked for the documents, among them the space company of ' +
          'the very state that withheld the pictures.',
      ],
      'Who gains leverage': [
        'Aumaree stands to gain most, provided that the ground station is built there: every signal ' +
          'would pass through its mast, and its engineers would be the ones who know how. Tolvane keeps a way ' +
          'back in. A bid that relies on its existing antenna would be a fifth cheaper by the islands’ own ' +
          'estimate, and would return the switch to the hand that used it.',
      ],
      'What mechanism is operating': [
        {
          type: 'paragraph',
          content: [
            'To ',
            { type: 'emphasis', content: ['own'] },
            ' a piece of infrastructure and to ',
            { type: 'emphasis', content: ['operate'] },
            ' it are separate things, and tenders are good at pricing only the first. A satellite ' +
              'is an expensive object that does nothing until somebody on the ground speaks to it. By admitting ' +
              'stations abroad, the five states have put the question of control into an optional lot, where it ' +
              'will be compared by cost.',
          ],
        },
      ],
      'Why it matters': [
        'On a low island, a day of warning decides whether the boats are ashore and the clinic has ' +
          'fuel. The council of the project is unusual as well, since each member has one vote whatever it ' +
          'pays. If that rule survives the first quarrel about money, it will be cited wherever ' +
          'small countries buy together.',
      ],
      'What to watch next': [
        'The answers to bidders’ questions, to be published in July, will reveal how strongly a ' +
          'local station is preferred. After that it is the turn of the banks. Lenders like to see the ' +
          'cheapest offer that meets the specification, and may settle the matter of the antenna without ' +
          'noticing that they have done so.',
      ],
    },
    article: [
      'Five island states invited bids on Monday for a weather satellite of their own. The craft, ' +
        'to be launched in 2029, would watch storms over the Pellan Sea for the Corrin Isles, Aumaree, ' +
        'Tamberly, Kettle Bank and Saint Orrin, at an estimated cost of 410 million crowns.',
      'The five depend at present on images bought from Tolvane, which in 2024 withheld them for ' +
        'nine days during a dispute about fishing fees. Two severe storms formed in that time. “We do not ' +
        'wish to learn about the weather by asking politely,” said Aumaree’s prime minister, Lise Tanoway.',
      'Bidders may offer the satellite alone or together with a ground station. The tender prefers ' +
        'a station on Aumaree but admits existing sites abroad. Tolvane’s state space company, Vessary ' +
        'Orbital of Issmark and a private consortium have asked for the documents. Offers are due by October 30.',
      'The islands would carry 60 per cent of the cost, in proportion to population, and seek the ' +
        'rest from development banks. Each state will have one vote in the operating council irrespective ' +
        'of its share. Smaller members had made this a condition for joining.',
    ],
  },
  {
    id: 'rail-timetable-by-riders',
    headline:
      'Riders draft the valley’s rail timetable; a railway learns that lateness was not the complaint',
    summary:
      'Sixty passengers drawn by lot built a slower timetable that more people can use. Given real ' +
      'limits and a real promise, they found out what they were ready to give up.',
    lens: 'common-ground',
    type: 'Reporting',
    published: '2026-05-14',
    readMinutes: 2,
    outlet: 'Harbour Courier',
    sources: [
      'harbour-courier:/2026/05/12/rail-timetable-built-by-riders/',
      'valley-wire:/wire/rail-timetable-built-by-riders',
    ],
    sourceHeadline: 'Eskarrow trains to run from December on plan made by passengers',
    topics: ['transport', 'volunteers', 'local government', 'public money'],
    sections: {
      'What happened': [
        'Sixty passengers chosen by lot spent nine Saturdays arranging strips of paper, and ' +
          'produced a timetable that engineers had to alter in two places. It is slower from end to end, ' +
          'regular to the minute, and meets a bus at each of seven stations. Trains will run by it from December.',
      ],
      'Who gains leverage': [
        'Passengers who change on the way have moved from the margin to the centre. The old plan ' +
          'suited people who travel the whole line and fill in questionnaires at its two ends. Under the new ' +
          'one, a pupil in Aldersett and a cleaner on the early shift get the connection that expresses used ' +
          'to break. The operator acquires a timetable that its critics have signed.',
      ],
      'What mechanism is operating': [
        {
          type: 'paragraph',
          content: [
            'Surveys ask what is wrong with the service that people already have. A table with paper strips asks ',
            { type: 'emphasis', content: ['what they would give up'] },
            ' for a better one. Only there did it emerge that six minutes mattered little and an ' +
              'hour at a cold bus stop a great deal. The lot helped too: nobody sat at the table on behalf of a ' +
              'village, so nobody had to win.',
          ],
        },
      ],
      'Why it matters': [
        'Public bodies consult often and hand over seldom. This group received a firm limit, in ' +
          'track, trains and staff, and a firm promise: whatever fits will be run. Eleven municipalities with ' +
          'little else in common agreed to share an extra 700,000 crowns a year with the province, two of ' +
          'them although they lose their express.',
      ],
      'What to watch next': [
        'The first complaints in December will come from commuters at the ends of the line, and ' +
          'they will have a point. How the railway answers them will count for more than the passenger ' +
          'figures of one winter. The province has meanwhile asked for the method in writing, though it is ' +
          'hard to write down a dispatcher who knew when to keep quiet.',
      ],
    },
    article: [
      'From December, trains on the Eskarrow valley line will follow a timetable drawn up by ' +
        'passengers. The operator, Sulven & Coast Railways, accepted the draft on Monday after engineers ' +
        'had found only two conflicts in it. Both concerned the single track north of Aldersett.',
      'Sixty riders, picked by lot from 1,900 volunteers, met on nine Saturdays over the winter. ' +
        'They worked with strips of paper on a table eight metres long. A retired dispatcher, Milo ' +
        'Hartsook, told them what was possible and, by his own account, “otherwise kept quiet”.',
      'The draft has fewer express trains, and fixed connections to the buses at seven stations. ' +
        'The journey from end to end will take six minutes more. Trains will leave at the same minute of ' +
        'every hour, from the first of the day to the last.',
      'Surveys by the railway had named delays as the main concern. The riders’ group reported that ' +
        'missed connections mattered more. The operator expects 4 per cent more passengers and additional ' +
        'costs of 700,000 crowns a year, which the province and eleven municipalities have agreed to share.',
    ],
  },
  {
    id: 'reservoir-plan-2050',
    headline: 'A reservoir for 2050 is drawn on today’s maps; the rain it needs may not fall',
    summary:
      'A basin for three districts rests on rainfall that ended in 2010 and on demand that has ' +
      'begun to shrink. The smaller remedies were judged one by one and never added together.',
    lens: 'long-view',
    type: 'Reporting',
    published: '2026-05-08',
    readMinutes: 2,
    outlet: 'Quiet Gazette',
    sources: ['quiet-gazette:/articles/reservoir-plan-2050'],
    sourceHeadline: 'Province wants to flood upper Thrane valley to secure water by mid-century',
    topics: ['water', 'climate', 'planning', 'infrastructure'],
    sections: {
      'What happened': [
        {
          type: 'paragraph',
          content: [
            'The province has published its ',
            {
              type: 'link',
              href: 'https://example.org/ellermoor/thrane-reservoir',
              content: ['plan for the Thrane valley'],
            },
            ': one large reservoir, building work from 2037, water from 2050. Eighty-three people ' +
              'would have to move. For them the plan begins now, because nothing may be built in the valley from ' +
              'this month on and a house there has become hard to sell.',
          ],
        },
      ],
      'Who gains leverage': [
        'The advantage lies with those who decide early about a distant year. Engineers and ' +
          'contractors obtain a project that outlasts five parliaments. The three districts are spared a ' +
          'quarrel over pipes that lose a fifth of their water, since the remedy has a place on the map. The ' +
          'residents receive honest notice, and with it eleven years in which they can alter nothing.',
      ],
      'What mechanism is operating': [
        'Long plans rest on averages, and an average is a statement about the past. The rainfall ' +
          'series used here stops in 2010. With the fifteen winters since, the plan’s own formula would fill ' +
          'the basin in four years out of ten instead of eight. Demand bends the other way: in the province, ' +
          'use per head has been declining since 2014.',
      ],
      'Why it matters': [
        'An error in such a plan takes a generation to come to light, and by then it is made of ' +
          'concrete. Smaller works could be begun, judged and corrected one after the other. Each of them was ' +
          'rejected because it would not suffice alone; on no page does the plan add them up.',
      ],
      'What to watch next': [
        {
          bullets: [
            'Comments are open until October 31. A request to extend the rainfall series to 2025 ' +
              'would oblige the province to reply.',
            'The budget for the pipe network in 2027. If repairs are cut in expectation of the ' +
              'reservoir, the plan will have begun to make itself necessary.',
            'Compensation for a valley that may not build. The text gives it one line.',
          ],
        },
      ],
    },
    article: [
      'The province of Ellermoor wants to flood the upper Thrane valley. A reservoir of 48 million ' +
        'cubic metres would secure water for three districts from 2050, according to a plan presented on ' +
        'Wednesday. Building is to begin in 2037; the cost is put at 1.9 billion crowns.',
      'Two hamlets with 83 inhabitants would disappear. Their residents would be offered houses in ' +
        'Upper Sulven. “We are telling them while there is still time,” said the director of planning, ' +
        'Wystan Haleby. With immediate effect, land in the valley may no longer be built upon.',
      'The plan assumes that demand will grow by 0.8 per cent a year and that winters will bring as ' +
        'much rain as they did on average between 1981 and 2010. Hydrologists at Ottermere university noted ' +
        'that the last fifteen winters brought 9 per cent less.',
      'Repairs to the pipe network, smaller basins and the reuse of treated water were examined and ' +
        'rejected as insufficient on their own. Comments can be submitted until October 31. A decision by ' +
        'the provincial parliament is expected in the spring of next year.',
    ],
  },
  {
    id: 'cable-landing',
    headline: 'Second sea cable approved for the Corrin Isles; both lines will surface in one building',
    summary:
      'After two outages the islands will have two cables, one owner and one landing. The cheaper ' +
      'route left out the independence that a second line is bought for.',
    lens: 'hidden-wiring',
    type: 'Reporting',
    published: '2026-05-03',
    readMinutes: 2,
    outlet: 'Northern Ledger – World',
    sources: ['northern-ledger:/world/2026/05/02/second-cable-landing-approved'],
    sourceHeadline: 'Halmsey clears another undersea internet link following two outages',
    topics: ['telecoms', 'infrastructure', 'procurement'],
    sections: {
      'What happened': [
        'Cut off twice in three years, the Corrin Isles will get a second cable to the mainland. It ' +
          'belongs to the owner of the first, comes ashore in the same cove and enters the same station. A ' +
          'landing in the west would have cost 19 million crowns more and was dropped.',
      ],
      'Who gains leverage': [
        'Strandline Networks was a monopoly with one cable and will be a monopoly with two, the ' +
          'second partly paid for by the public. Stable prices until 2031 sound like a concession; elsewhere ' +
          'in the region wholesale rates have been falling by about 8 per cent a year. Standing ' +
          'still is worth something.',
      ],
      'What mechanism is operating': [
        'Redundancy is easy to count and hard to inspect. Two lines on a map satisfy the question ' +
          'as parliament put it. Whether they share a trench, a power supply, a door lock or a repair crew is ' +
          'known only to those who have walked through the station. Systems fail where their parts touch, and ' +
          'here they touch for the last four kilometres.',
      ],
      'Why it matters': [
        'Both earlier faults lay close to shore: an anchor in 2023, a landslip below the cove last ' +
          'November. A twin beside the first cable would have made neither less likely. A hospital that once ' +
          'sent its pictures by boat needs a line that fails for other reasons than the first one does, and ' +
          'that quality was the item struck from the budget.',
      ],
      'What to watch next': [
        'The environmental permit for Skerrel Cove is not yet granted, and it depends in part on a ' +
          'geologist’s report about the slope. Should the route have to move, the western landing comes back ' +
          'at a price that looks better. A second document is worth asking for: a chart that gives the ' +
          'distance between the two cables along their whole length.',
      ],
    },
    article: [
      'The government of the Corrin Isles has approved a second undersea cable. It will connect ' +
        'Halmsey with the mainland of Tolvane, 58 kilometres away, and is due to enter service in 2028. The ' +
        'islands have been cut off twice in three years when their only cable was damaged.',
      'The cable will be laid by Strandline Networks, which also owns the first. It is to come ' +
        'ashore at Skerrel Cove and share the existing station there. Building another one on the western ' +
        'coast would have cost 19 million crowns more, the ministry of communications said.',
      '“Two cables mean that one may fail,” said communications minister Avery Pellow. The ' +
        'opposition had asked for a separate operator. A bidder from Issmark withdrew in March after the ' +
        'ministry declined to guarantee a minimum of traffic for the first ten years.',
      'During the outage of last November, card payments stopped for four days and the hospital in ' +
        'Halmsey sent X-ray pictures by fishing boat. Strandline will receive a contribution of 55 million ' +
        'crowns. In return, it undertakes to keep wholesale prices stable until 2031.',
    ],
  },
];
