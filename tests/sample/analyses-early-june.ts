import type { AnalysisDraft } from './analysis-draft.ts';

/** The analyses of the first half of June 2026 in the sample publication, with the text of their source articles. */
export const earlyJune: readonly AnalysisDraft[] = [
  {
    id: 'quarry-permit-renewal',
    headline: 'Quarry at Hobb Fell keeps its permit without a hearing; silence counted as consent',
    summary:
      'Nobody objected within twenty-one days, because nobody nearby knew that the days were being ' +
      'counted. Every step was lawful, and none of them asked what had changed.',
    lens: 'rulebook',
    type: 'Investigation',
    published: '2026-06-15',
    readMinutes: 2,
    outlet: 'Civic Herald',
    sources: ['civic-herald:/region/quarry-permit-renewed-without-hearing'],
    sourceHeadline: 'Limestone pit cleared for twelve more years as deadline slips past residents',
    topics: ['planning', 'environment', 'oversight'],
    sections: {
      'What happened': [
        'A permit for twelve years was renewed in May, and those who live beside the pit heard of ' +
          'it in June. Nothing irregular took place. A notice was printed, twenty-one days went by, no ' +
          'objection came in, and the law then allowed the mining office to leave out the hearing.',
      ],
      'Who gains leverage': [
        'Carrow Stone secures its horizon until 2038 and with it the standing to borrow for new ' +
          'machines. The mining office is spared a difficult evening in a village hall. Nether Hobb keeps the ' +
          'right to comment on something already settled, which comes down to a right to be told ' +
          'why its comment is late.',
      ],
      'What mechanism is operating': [
        'The renewal passed through four stages, each of them reasonable:',
        {
          steps: [
            'The pit keeps its boundary, so the case is filed as routine.',
            'Routine cases are announced in the official register and nowhere else.',
            'The time for objections runs from the day of printing, not from the day on which anybody is informed.',
            'Where no one objects there is no dispute, and without a dispute there is no hearing.',
          ],
        },
        'Output, dust and lorries enter at no point. The form asks how large the hole is.',
      ],
      'Why it matters': [
        'Forty more lorries a day would pass a school and eleven houses whose doors open onto the ' +
          'road. A hearing might well have ended in the same permit, but with fixed hours, a wheel wash or a ' +
          'bypass among its conditions. Such terms are difficult to add later, when the operator ' +
          'has nothing left to ask for.',
      ],
      'What to watch next': [
        'The parish now argues that higher output is a “change of operation”. In 2019 the mining ' +
          'office took the opposite view of a gravel pit near Plumstow, and no court has ever examined it. A ' +
          'second remedy would be cheaper: sending notices by mail to the parishes concerned, as the ' +
          'provincial water office has done for years.',
      ],
    },
    article: [
      'The limestone quarry at Hobb Fell may operate until 2038. The provincial mining office ' +
        'confirmed on Thursday that its permit had been renewed for twelve years in May, without a public ' +
        'hearing. Residents of Nether Hobb, 600 metres from the pit, said they found out from a haulage timetable.',
      'Under the rules, a renewal is routine if the pit does not grow and nobody objects within ' +
        'twenty-one days of publication. The notice appeared on April 20 in the official register, between ' +
        'a correction to a land survey and the sale of a fire engine.',
      'The operator, Carrow Stone, employs 64 people and supplies half of the province’s road ' +
        'gravel. Site manager Dorrit Venning said that the firm had “followed every step of the procedure”. ' +
        'It intends to raise output within the present boundary from 400,000 to 550,000 tonnes a year.',
      'That would mean about forty additional lorries a day through Nether Hobb. The parish council ' +
        'has asked the mining office to treat the increase as a change of operation, which would require a ' +
        'hearing. A spokesman for the office said the request was under examination.',
    ],
  },
  {
    id: 'night-mayor',
    headline: 'Ottermere names its first night mayor; a quarrel over noise becomes a matter of shifts',
    summary:
      'The new office can neither license nor fine. What it can do is describe the night, and its ' +
      'holder has begun with the 7,400 people who work through it.',
    lens: 'street-level',
    type: 'Reporting',
    published: '2026-06-12',
    readMinutes: 2,
    outlet: 'Civic Herald',
    sources: ['civic-herald:/city/night-mayor-named'],
    sourceHeadline: 'Former nurse to mediate between bars and residents as night mayor',
    topics: ['night economy', 'local government', 'transport', 'work'],
    sections: {
      'What happened': [
        'A nurse with seventeen years of night duty, and not a promoter or a retired policeman, ' +
          'will speak for Ottermere after dark. Salla Wintrop may visit, mediate and report. She may not ' +
          'grant a licence or take one away, and her budget is small. Councillors of two parties dislike that ' +
          'a third of it comes from bar owners.',
      ],
      'Who gains leverage': [
        'Night workers obtain a voice almost by accident. The office was created to settle disputes ' +
          'between clubs and bedrooms, whose owners on both sides already have lawyers. By going first to the ' +
          'bus depot, Wintrop brings in a third party, larger than either of them and never consulted before: ' +
          'people for whom midnight is the middle of the day.',
      ],
      'What mechanism is operating': [
        'An office without powers lives by what it makes visible. As long as complaints are the ' +
          'only record of the night, the night looks like a nuisance. A report that also counts missed buses, ' +
          'locked toilets and walks home along unlit roads shows the same hours as a place of work, and so ' +
          'puts different questions to the council.',
      ],
      'Why it matters': [
        'The quarrel in the old town has cost two clubs and settled nothing, since custom and quiet ' +
          'were treated as the only interests at stake. Porters and bakers need some of what guests need: ' +
          'light, transport, somewhere to sit. It is easier to find money for a measure that serves both than ' +
          'for one that serves either against the other.',
      ],
      'What to watch next': [
        {
          bullets: [
            'The first report, due in December, and whether the council debates it or merely takes note.',
            'Night buses. The trial that ended in 2021 cost 260,000 crowns a year, more than the ' +
              'whole of the new office.',
            'The bar owners’ contribution after a report that they dislike.',
          ],
        },
      ],
    },
    article: [
      'Ottermere has appointed a night mayor. Salla Wintrop, who worked for seventeen years as a ' +
        'nurse on night duty, was chosen from 48 applicants on Wednesday. She will mediate between bars, ' +
        'residents and the police, and will report to the city council twice a year.',
      'Complaints about noise in the old town have doubled since 2022. Two clubs closed last winter ' +
        'after losing their licences, and a third is in court. Wintrop said that her first visits would be ' +
        'to bus depots, bakeries and the hospital. “The night is mostly people at work,” she said.',
      'The post comes with an office, one assistant and 180,000 crowns a year, a third of it from ' +
        'the association of bar owners. It carries no power to grant or withdraw licences. Councillors of ' +
        'two parties criticised the private contribution as an invitation to partiality.',
      'About 7,400 people in Ottermere work between ten in the evening and five in the morning, ' +
        'according to a study by the city’s statistics office. The last bus leaves the station at 23.40. A ' +
        'trial with hourly night buses was stopped in 2021 for want of money.',
    ],
  },
  {
    id: 'pension-fund-vote',
    headline: 'Teachers’ pension fund postpones its vote again; the young pay for each quiet year',
    summary:
      'A third delay in four years leaves the retirement age where it is and the gap growing. ' +
      'Delegates over fifty fill the hall, and a motion to change that ran out of time.',
    lens: 'long-view',
    type: 'Opinion',
    published: '2026-06-10',
    readMinutes: 2,
    outlet: 'Quiet Gazette',
    sources: ['quiet-gazette:/articles/pension-fund-vote-delayed'],
    sourceHeadline: 'Delegates put off decision on retirement age for a third time',
    topics: ['pensions', 'schools', 'work', 'public money'],
    sections: {
      'What happened': [
        'By twenty-five votes, the assembly preferred another report to a decision. Nobody in the ' +
          'hall disputed the trend: the fund could cover 93 per cent of its promises in 2019 and can cover 81 ' +
          'per cent today. The new report arrives in February, and the vote is to follow in spring.',
      ],
      'Who gains leverage': [
        'Members in their late fifties profit, since for them every postponed year is a year under ' +
          'the old rules. People over fifty are a minority of those who pay in, yet they hold seven seats in ' +
          'ten. The board gains something too. When the change comes it will be larger, and by then ' +
          'it will look like necessity.',
      ],
      'What mechanism is operating': [
        'Delay is a decision that names no author. Each postponement rested on a question worth ' +
          'asking, each report answered that question and raised the next, and meanwhile the shortfall ' +
          'compounded. In 2022 the board asked for one additional year of work and called it ' +
          'sufficient. It now asks for two.',
      ],
      'Why it matters': [
        'A teacher of thirty will pay in for three decades and may fairly ask what for. If ' +
          'contributions take another 3.1 points of her salary so that somebody else’s retirement age need ' +
          'not move, money has passed between generations without a vote on whether it should. The older ' +
          'members are right that a promise was made. It was made to the younger ones as well, and theirs is ' +
          'the one being spent.',
      ],
      'What to watch next': [
        'February’s report will contain little that is not already known. More depends on the ' +
          'motion to reserve a third of the seats for younger members, which only has to be called earlier in ' +
          'the day. Another figure deserves a place on the agenda: of newly hired teachers, who may choose a ' +
          'private plan instead, 79 per cent join the fund, down from 88 five years ago.',
      ],
    },
    article: [
      'The assembly of the Eskarrow Teachers’ Pension Fund has put off its vote on the retirement ' +
        'age until next spring. It is the third delay in four years. Delegates decided by 212 to 187 on ' +
        'Saturday to wait for a further report by the fund’s actuaries, due in February.',
      'The board had proposed to raise the age in steps from 62 to 64 by 2034. Without the change, ' +
        'it says, the fund can meet 81 per cent of its obligations; in 2019 the figure was 93. Otherwise, ' +
        'contributions would have to rise by 3.1 points of salary.',
      '“Every delegate in this hall has read the numbers,” said the fund’s director, Anselm Rudkin. ' +
        'Ottoline Marsh, who spoke for the majority, replied that members near retirement had planned on a ' +
        'promise and should not have to make good the poor returns of two bad years.',
      'The fund has 38,000 members, of whom 15,000 already draw a pension. Delegates are elected by ' +
        'all of them; 71 per cent of those in the hall are over fifty. A motion to reserve a third of the ' +
        'seats for younger members was not debated for lack of time.',
    ],
  },
  {
    id: 'flood-rumour-recall',
    headline: 'A rumour of a dam failure emptied three villages; the correction travelled by another road',
    summary:
      'A voice message became an official warning in thirty minutes. The alert came with sirens, ' +
      'the recall as a line of text on a network that had stopped working.',
    lens: 'signal-and-noise',
    type: 'Investigation',
    published: '2026-06-08',
    readMinutes: 2,
    outlet: 'Daily Prism',
    sources: ['daily-prism:/story/flood-rumour-recall'],
    sourceHeadline: 'Flood alert recalled after false message sends hundreds to higher ground',
    topics: ['rumours', 'emergency services', 'water'],
    sections: {
      'What happened': [
        'At 17.20 a recording about a cracked dam began to pass from phone to phone in the Sulven ' +
          'valley. At 17.50 the district office repeated it as an alert, with sirens, and 700 people left ' +
          'home. The recall followed at 19.52 on channels that many of them could no longer receive. By then ' +
          'neighbours had opened a sports hall without waiting for either.',
      ],
      'Who gains leverage': [
        'The first voice, whoever it belonged to, and after it the office that lent it a crest. ' +
          'Half an hour of private messages had moved a few dozen people; the alert moved the rest. Those who ' +
          'run the valley’s group chats emerge with more authority than before. At 18.30 they already had the ' +
          'truth, from a woman who lives beside the spillway and went to look.',
      ],
      'What mechanism is operating': [
        'An alarm spreads easily because passing it on is a kindness. A correction asks people to ' +
          'admit that they were frightened for nothing and gives them no cause to hurry. The two were also ' +
          'built differently. One made the valley’s sirens sound; the other appeared on a web page. Urgency ' +
          'was broadcast and reassurance was posted.',
      ],
      'Why it matters': [
        'The villages acted sensibly on what they were told. Next time some will hesitate, and the ' +
          'dam may not be sound. Every false alarm is paid for from the credit of the true ones, and that ' +
          'credit was spent here in thirty minutes, without a call to a control room that lies eleven ' +
          'kilometres away and is staffed at all hours.',
      ],
      'What to watch next': [
        'The district has promised its report by early July. Two details will show how candid it ' +
          'is: whether it gives the time of the first call to the dam, and whether it proposes that a recall ' +
          'should sound the same sirens as an alert. The search for the man on the recording will draw more ' +
          'attention and teach less.',
      ],
    },
    article: [
      'The civil protection office recalled a flood alert on Friday evening, two hours after it had ' +
        'sent some 700 people out of three villages in the Sulven valley. It rested on a false report of a ' +
        'crack in the Lower Sulven dam. The dam is sound, engineers confirmed. Nobody was hurt.',
      'The report, a voice recording of a man who called himself a duty engineer, began to ' +
        'circulate at 17.20. At 17.50 the district office took it for genuine, sounded the sirens and ' +
        'issued an alert. That turned a rumour into an official warning, the office conceded on Saturday.',
      'The recall went out at 19.52 as a text message and on the district’s web site. Many who had ' +
        'left did not receive it because the valley’s mobile network was overloaded. Some families spent ' +
        'the night in the sports hall at Upper Sulven, which volunteers had opened.',
      'Police are looking for the author. A maintenance exercise at the dam, announced for that ' +
        'afternoon on a notice at the gate, may have been misunderstood. “We shall look at our own part ' +
        'first,” said the head of the district, Corin Maddow, who promised a report within a month.',
    ],
  },
  {
    id: 'court-backlog-plan',
    headline: 'Courts promise to clear their backlog by 2028; most cases would end without a trial',
    summary:
      'The plan adds prosecutors and meeting rooms but neither judges nor defenders. Its engine is ' +
      'the wait itself, which makes an early admission the shorter way out.',
    lens: 'rulebook',
    type: 'Investigation',
    published: '2026-06-05',
    readMinutes: 3,
    outlet: 'Daily Prism',
    sources: ['daily-prism:/story/court-backlog-plan'],
    sourceHeadline: 'Justice ministry presents plan to cut waiting times in criminal proceedings',
    topics: ['courts', 'public money', 'statistics', 'oversight'],
    sections: {
      'What happened': [
        'The justice ministry wants to bring 61,000 open cases down to 20,000 by the end of 2028. ' +
          'Its instrument is a meeting within thirty days of the charge, at which an admission earns a lower ' +
          'sentence. Forty prosecutors and twenty-five rooms are to be added. The number of judges and public ' +
          'defenders stays as it is.',
      ],
      'Who gains leverage': [
        'Prosecutors do. Their choice of charge sets the discount on offer, and the meeting takes ' +
          'place before the defence has usually seen the file. For tens of thousands of defendants the ' +
          'country has 310 public defenders, who cannot prepare each case in a month. A client with private ' +
          'counsel may do well out of the scheme. The others will choose between a known sentence and an unknown wait.',
      ],
      'What mechanism is operating': [
        'A queue can be shortened by serving people faster or by giving them a reason to leave it. ' +
          'The plan does the second. One of its sentences states the idea with some candour:',
        {
          type: 'quote',
          blocks: [
            {
              type: 'paragraph',
              content: [
                'The prospect of an extended period before trial is in itself an incentive to early engagement.',
              ],
            },
          ],
        },
        'Waiting thus ceases to be the fault that the reform repairs and becomes the force that drives it.',
      ],
      'Why it matters': [
        'Nineteen months is too long for anyone and longest in custody. Quicker decisions would be ' +
          'a gain for victims, and for the innocent. But an admission made in order to go home is a poor kind ' +
          'of finding. Courts also make law by trying cases; if seven in ten are settled behind a door, fewer ' +
          'questions are ever answered aloud.',
      ],
      'What to watch next': [
        'Parliament’s legal committee hears the bar association on June 24. A right to see the file ' +
          'before the meeting would be the simplest amendment; Tolvane has had one for a decade. The budget ' +
          'talks in September will show if defenders are added after all. Members might also ask for a number ' +
          'that the plan does not give: how many admissions are later withdrawn.',
      ],
      'What we could not verify': [
        'The ministry cites a fall of 44 per cent in Plumstow. We asked for the underlying figures ' +
          'and received a summary that does not list dismissed cases, so we cannot say how much of the ' +
          'decline the meetings explain. A former court clerk told us that several hundred files were moved ' +
          'to a neighbouring district. We found no second source for this.',
      ],
    },
    article: [
      'Criminal courts in Lorrent are to work off their backlog within two and a half years. ' +
        'Justice minister Odile Strandt presented a plan on Tuesday under which the number of open cases ' +
        'would fall from 61,000 to 20,000 by the end of 2028.',
      'At its centre are “early resolution meetings”. Defendants accused of offences that carry up ' +
        'to five years would be offered a reduced sentence in return for an admission within thirty days of ' +
        'being charged. The ministry expects that seven in ten cases will end in this way.',
      'The plan provides for 40 additional prosecutors and 25 rooms for the meetings. It does not ' +
        'provide for more judges, or for more public defenders, of whom there are 310 in the whole country. ' +
        'The bar association called it “a bridge with one pillar”.',
      'At present a defendant waits for nineteen months on average, and one in six waits in ' +
        'custody. Victims’ groups welcomed the prospect of quicker decisions. A trial run in the district ' +
        'of Plumstow reduced open cases by 44 per cent within a year, the ministry said.',
    ],
  },
  {
    id: 'seed-library-network',
    headline: 'Forty villages share one seed library; rivals in the market agree on what to keep',
    summary:
      'Farms and gardeners ended years of argument with two rules: return double what you borrow, ' +
      'and patent nothing. A bean from nine gardens shows what the stock is for.',
    lens: 'common-ground',
    type: 'Reporting',
    published: '2026-06-03',
    readMinutes: 2,
    outlet: 'Daily Prism',
    sources: ['daily-prism:/story/seed-library-network'],
    sourceHeadline: 'Growers pool four hundred old vegetable varieties in a travelling collection',
    topics: ['farming', 'climate', 'volunteers'],
    sections: {
      'What happened': [
        'Forty villages have put 412 varieties of seed into a common stock that moves about the ' +
          'valley in wooden cabinets. A member who borrows a handful in spring gives back two in autumn. The ' +
          'agreement ends a long argument between farms that sell and gardeners who do not, and it needed ' +
          'neither a grant nor a law.',
      ],
      'Who gains leverage': [
        'Oddly, the smallest holders do. A hamlet with nine gardens supplied the bean that came ' +
          'through the drought, and in the network its vote equals that of a farm with two hundred hectares. ' +
          'Large growers give up the hope of exclusive rights and receive a range of plants that none could ' +
          'maintain alone. Verdelow, standing outside the door, has to ask.',
      ],
      'What mechanism is operating': [
        'A common stock tends to fail in one of two ways: nobody puts enough in, or somebody ' +
          'carries everything off. The double return answers the former and lets the collection grow with ' +
          'use. The ban on patents answers the latter. Agreement came once the talks turned away from what ' +
          'members should be allowed to do, a list without end, to the one act that would ruin it for all.',
      ],
      'Why it matters': [
        'Variety is an insurance that pays out at unpredictable times, which is why so few people ' +
          'buy it. In an ordinary spring the bean from Low Garrick is stringy and late. This year it cropped ' +
          'without a drop of added water. To keep four hundred such possibilities costs each village an ' +
          'evening and the space of a cupboard.',
      ],
      'What to watch next': [
        'In November the members vote on Verdelow’s request, and the debate will show whether the ' +
          'rule bends for a cheque. Autumn brings a plainer measure, the quantity of seed that returns. In a ' +
          'similar scheme on the coast only 60 per cent of borrowers gave anything back after three years, ' +
          'too few to double a stock.',
      ],
    },
    article: [
      'Gardeners and farmers from forty villages in the Eskarrow valley have joined their seed ' +
        'collections. The network, founded on Sunday in a school gymnasium in Aldersett, holds 412 ' +
        'varieties of beans, cabbages, grains and herbs, some of which were thought to be lost.',
      'Members may borrow seed in spring and return twice the quantity in autumn. The stock has no ' +
        'fixed home: it moves every year to another village, in eleven wooden cabinets built by a retired ' +
        'joiner. Each cabinet has a duplicate, kept at least twenty kilometres away.',
      'Commercial growers and hobby gardeners had been at odds over the rules for years. Large ' +
        'farms wanted licences, small ones feared them. “In the end we wrote down what nobody may do with ' +
        'it,” said Brenna Tolliver, who chaired the talks: patent a borrowed variety, or anything bred from it.',
      'Interest has grown since the dry spring, when a bean from the hamlet of Low Garrick cropped ' +
        'well on ground that was not watered. The seed company Verdelow has asked for samples. The network ' +
        'has not replied yet; it will vote on the request at its meeting in November.',
    ],
  },
];
