import type { AnalysisText, Section } from '../../lib/analysis/analysis.ts';
import type { Card } from '../../lib/index/card.ts';

/**
 * Makes articles of realistic length in nine languages. Each language has a vocabulary as large as that of a newspaper:
 * its frequent words are real, and the others are made of its syllables and endings. Words are chosen by their rank
 * (Zipf–Mandelbrot distribution), and each article repeats some words of its own subject. The same number gives the
 * same article.
 */

export interface Article {
  readonly card: Card;
  readonly text: AnalysisText;
  /** BCP 47 tag. */
  readonly language: string;
}

/** Number of words in the paragraphs of an article's sections. Chinese articles have three quarters of this number. */
export const WORDS_AN_ARTICLE = 900;
/** Number of words in a vocabulary. */
const VOCABULARY = 30_000;
/** Number of words of an article's own subject, and their share of its text. */
const SUBJECT_WORDS = 40;
const SUBJECT_SHARE = 0.3;
const HEADINGS = 5;
/**
 * Sets how fast words become rarer with their rank. With this value, articles have as many different words as real
 * articles.
 */
const DECAY = 0.1;

interface Language {
  readonly tag: string;
  /** Real words, the most frequent first. */
  readonly frequent: string;
  /** Syllables of the other words, and their endings. */
  readonly syllables: string;
  readonly endings: string;
  readonly space: string;
  readonly stop: string;
}

const LANGUAGES: readonly Language[] = [
  {
    tag: 'en',
    frequent:
      'the of to and in a for that is on with as by it was from at are has be its government would ' +
      'not which have will' +
      ' power their law public state company more can than been court between leverage oversight ' +
      'river election they' +
      ' ministry or who new report control minister water an said people could talks budget over ' +
      'after into security',
    syllables:
      'con ter per ment tion al re in de pro com ex sta ver lin gra mo ta le ri so ca po du fi han ' +
      'sor bel mar ken wo' +
      ' lo ster pla tri nor vi cu ra si ne to ga pen',
    endings: ' s ed ing er ly al ion ness able',
    space: ' ',
    stop: '.',
  },
  {
    tag: 'es',
    frequent:
      'de la que el en y los del se las por un para con no una su al es lo como más gobierno pero ' +
      'sus le ya o este sí' +
      ' porque entre cuando ley poder estado público empresa tribunal elección agua río control ' +
      'ministro ministerio' +
      ' presupuesto está también desde hasta según año años país seguridad negociación',
    syllables:
      'ca ción re men to pre si den te lu cha gue rra mo vi lla ni ña pro du es tra ba jo cor te so ' +
      'bre na cio li ber' +
      ' tad po der fa mi',
    endings: ' s es ado ada ando mente ción ón ería',
    space: ' ',
    stop: '.',
  },
  {
    tag: 'fr',
    frequent:
      'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se son il ce ' +
      'avec sont aux ou' +
      ' gouvernement l’État loi pouvoir public société entreprise tribunal élection eau fleuve ' +
      'contrôle ministre été' +
      ' budget sécurité négociation après entre cette leurs mais comme même selon',
    syllables:
      'ré con ven tion ment pré si den ce lé gis la tu re por ter fran che é co no mi que so cié té ' +
      'ra pi de man da' +
      ' jou vi lle pa ri cha',
    endings: ' s e es é ée ment tion eur ique ent',
    space: ' ',
    stop: '.',
  },
  {
    tag: 'de',
    frequent:
      'die der und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an ' +
      'werden aus er hat' +
      ' dass sie nach wird bei einer Regierung Gesetz Macht Staat öffentlich Unternehmen Gericht ' +
      'Wahl Wasser Fluss' +
      ' über Kontrolle Minister Haushalt Sicherheit Verhandlungen zwischen gegenüber während könnte müssen',
    syllables:
      'ver wal tung ge setz auf sicht bund es rat staat fi nanz mi ni ster ent schei dung aus land ' +
      'wirt schaft ar beit' +
      ' recht mel dung über prü fung kom mun',
    endings: ' en er es ung lich keit te s in',
    space: ' ',
    stop: '.',
  },
  {
    tag: 'pt-BR',
    frequent:
      'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele ' +
      'das tem à seu sua' +
      ' ou governo lei poder estado público empresa tribunal eleição água rio controle ministro ' +
      'orçamento segurança' +
      ' negociação entre também são até após segundo ano país presidência',
    syllables:
      'ção go ver no pre si den te con tra to mi nis té rio a gua re for ma po lí ti ca pro je to ' +
      'na cio nal e co no' +
      ' mi a ju di ci',
    endings: ' s es ado ada ando mente ção ões eiro',
    space: ' ',
    stop: '.',
  },
  {
    tag: 'ar',
    frequent:
      'في من على إلى أن التي عن مع هذا كان الذي بعد هذه قال بين لم كما قد ما لا أو ذلك حيث الحكومة ' +
      'القانون السلطة' +
      ' الدولة العامة الشركة المحكمة الانتخابات المياه النهر الرقابة الوزير الوزارة الميزانية الأمن ' +
      'المفاوضات خلال' +
      ' وقد وكان والحكومة بالقانون للدولة',
    syllables:
      'مح كم سل طان وز ير قا نون حك وم شر كة نه ري اق تص اد سي اس دو لي مج لس نظ ام تق رير ان تخ اب مي اه',
    endings: ' ات ين ون ة ها هم ية',
    space: ' ',
    stop: '.',
  },
  {
    tag: 'hi',
    frequent:
      'के की में है और को से का ने पर भी कि हैं एक यह नहीं तो ही हो इस था कर लिए गया जो साथ वह अपने ' +
      'सरकार क़ानून सत्ता राज्य' +
      ' सार्वजनिक कंपनी अदालत चुनाव पानी नदी नियंत्रण मंत्री मंत्रालय बजट सुरक्षा वार्ता बीच बाद ' +
      'लेकिन करने कहा',
    syllables:
      'सर का री नि यं त्र ण मं ति प्र दे श वि भा ग रा ज्य क्षे त्र सु र क्षा वा र्ता चु ना व अ धि ' +
      'का पा नी यो ज ना शा स',
    endings: ' ों ें ी ा े ियों कर',
    space: ' ',
    stop: '।',
  },
  {
    tag: 'zh-CN',
    frequent:
      '的 在 是 了 和 有 不 对 为 这 中国 政府 法律 权力 国家 公司 法院 选举 水 河流 监督 部长 预算 安全 谈判 之间 以及 可以 他们 我们' +
      ' 公共 问题 经济 报告 控制 一个 没有 进行 已经 人民 社会 发展 表示 认为 机制 利益 影响 数据',
    syllables:
      '政 府 法 律 权 力 国 家 公 司 院 选 举 水 河 监 督 部 长 预 算 安 全 谈 判 经 济 报 告 控 制 人 民 社 会 发 展 表 示 机 利 益 影 响' +
      ' 数 据 大 小 上 下 中 外 东 西 南 北 天 地 时 间 年 月 日 新 旧 高 低 开 关 进 出 来 去 见 说 话 文 字 书 学 生 工 业 农 商 军 事 交 通',
    endings: ' 的 者 性 化 们',
    space: '',
    stop: '。',
  },
  {
    tag: 'uk',
    frequent:
      'і в на що з до у не та за про від як це його для або має було після уряд закон влада держава ' +
      'компанія суд вибори' +
      ' вода річка контроль міністр міністерство бюджет безпека переговори між також який яка були ' +
      'під час буде п’ять' +
      ' об’єднання людей року країни свою через проти',
    syllables:
      'дер жав на прав лін ня ко мі тет за кон да вство ви бо ри пе ре го мов ре фор ма о бо ро ни ' +
      'мі ні стер ство спра ва',
    endings: ' а и у ів ам ами ого ому ення ський',
    space: ' ',
    stop: '.',
  },
];

const vocabularies = new Map<string, readonly string[]>();

/** Returns the article with a number. Neighbouring numbers have different languages. */
export function article(number: number, words = WORDS_AN_ARTICLE): Article {
  const language = LANGUAGES[number % LANGUAGES.length] as Language;
  const random = randomFrom(number + 1);
  const vocabulary = vocabularyOf(language);
  const subject = Array.from({ length: SUBJECT_WORDS }, () => vocabulary[ranked(random, 100)] ?? '');
  const word = (): string =>
    (random() < SUBJECT_SHARE
      ? subject[Math.floor(random() ** 2 * SUBJECT_WORDS)]
      : vocabulary[ranked(random)]) ?? '';
  const sentence = (length: number): string => {
    const list = Array.from({ length }, word);
    return list.join(language.space);
  };
  const paragraph = (length: number): string => {
    const sentences: string[] = [];
    for (let left = length; left > 0; left -= 18)
      sentences.push(sentence(Math.min(18, left)) + language.stop);
    return sentences.join(language.space);
  };
  // Chinese needs fewer words for the same story.
  const all = language.space === '' ? Math.round(words * 0.75) : words;
  const perSection = Math.ceil(all / HEADINGS);
  const sections = Array.from({ length: HEADINGS }, (_, n): Section => {
    const length = Math.min(perSection, all - n * perSection);
    const half = Math.ceil(length / 2);
    return {
      heading: sentence(3),
      blocks: [half, length - half].map((part) => ({ type: 'paragraph', content: [paragraph(part)] })),
    };
  });
  const day = new Date(Date.UTC(2026, 6, 2) - (number % 1500) * 86_400_000).toISOString().slice(0, 10);
  return {
    language: language.tag,
    text: { sections, attribution: [{ type: 'paragraph', content: [sentence(12)] }] },
    card: {
      id: `analysis-${number}`,
      url: `https://noligarchy.us/analysis/${number}`,
      headline: sentence(10),
      summary: paragraph(28),
      lens: `lens-${number % 8}`,
      type: 'Reporting',
      published: day,
      readMinutes: 4,
      outlet: `Outlet ${number % 400} – ${vocabulary[20] ?? ''}`,
      sources: [{ url: `https://www.outlet-${number % 400}.example/${number}` }],
      topics: [0, 1, 2].map((n) => ({ name: subject[n] ?? '' })),
    },
  };
}

/** Returns a random rank, at least `from`, in the Zipf–Mandelbrot distribution: 0 is the most frequent word. */
function ranked(random: () => number, from = 0): number {
  const shift = from + 2.7;
  const end = ((VOCABULARY - from + shift) / shift) ** -DECAY;
  return Math.floor(shift * (1 - random() * (1 - end)) ** (-1 / DECAY) - shift) + from;
}

function vocabularyOf(language: Language): readonly string[] {
  let vocabulary = vocabularies.get(language.tag);
  if (!vocabulary) {
    const random = randomFrom(language.tag.length * 7919 + language.tag.charCodeAt(0));
    const syllables = language.syllables.split(' ');
    const endings = language.endings.split(' ');
    const words = new Set(language.frequent.split(' '));
    while (words.size < VOCABULARY) {
      // Frequent words are short.
      const longest = language.space === '' ? 2 : words.size < 1000 ? 2 : words.size < 5000 ? 3 : 4;
      const length = Math.max(1, longest - Math.floor(random() * 2));
      const stem = Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join('');
      words.add(stem + endings[Math.floor(random() ** 2 * endings.length)]);
    }
    vocabulary = [...words];
    vocabularies.set(language.tag, vocabulary);
  }
  return vocabulary;
}

/**
 * Returns a function that returns random numbers, at least 0 and less than 1 (mulberry32). The same seed gives the same
 * numbers.
 */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
