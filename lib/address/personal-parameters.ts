/*
 * Query parameters that identify a reader and never an article. For example, they name the person who shared a link or
 * the recipient of a newsletter, or contain a code that unlocks an article for the recipients of a link. Each outlet
 * invents its own names, so patterns recognize most of them.
 */

/** Matches the text between two words of a name: a separator or nothing. */
const ANY = '(?:[_.-]|(?=[A-Z]))?';
/** Matches words that may follow the main word: "giftToken", "share_id", "gifted-article". */
const REST = `(?:${ANY}(?:article|by|code|copy|from|hash|id|key|link|token|url|user|via))*`;

/** Words for a mailing, or for the person who receives it. */
const RECIPIENT = [
  'mailing|e-?mail|newsletter[_-]?(?:reader|user|recipient)|subscri(?:ber|ption)',
  'recipient|reader|customer|visitor|contact',
].join('|');

/**
 * Patterns of names, by kind. Each pattern matches a whole name or the end of a name: "authToken" and "gift_id" are
 * personal, but "tokens", "giftshop" and "shared_space" are not.
 */
const NAMES: readonly RegExp[] = [
  // Keys of a session or an account.
  /(?:^|[a-z\d_.-])(?:token|jwt)$/i,
  /(?:^|[_.-])(?:passw(?:or)?d|secret|signature|o?auth|session[_-]?id)$/i,
  // Gifts: "gift", "is_gift", "giftCode", "article_gift_id", "gifted".
  new RegExp(`^(?:is|article|share)?${ANY}gift(?:ed|ing|s)?${REST}$`, 'i'),
  /^(?:un)?lock(?:ed)?(?:[_.-]?(?:article|code|hash|id|key|link|token))+$/i,
  /^(?:freebie|unlock(?:ed)?|friend[_-]?link|guest[_-]?pass|free[_-]?(?:pass|article|access|read))$/i,
  /^pay[_-]?wall[_-]?(?:pass|key|token)$/i,
  /^(?:guest[_-]?)?access[_-]?key$/i,
  // Signatures with which a search engine lets one reader pass a paywall.
  /^gaa_(?:at|n|sig|ts)$/i,
  // Parameters that identify the person who shared the link or sent the invitation.
  new RegExp(
    `^(?:social|article)?${ANY}shar(?:e|ed|er|ing)${ANY}(?:by|code|from|hash|id|key|link|token|url|user|via)${REST}$`,
    'i',
  ),
  /^(?:invite|invited|referral|referrer|refer|referred)[_-]?(?:by|code|id|key|token)$/i,
  // The recipient of an e-mail: "subscriber_id", "mailing-key", "spMailingID", "recipientHash".
  new RegExp(`^(?:sp|nl)?[_-]?(?:${RECIPIENT})[_-]?(?:guid|hash|id|key|uid|uuid)$`, 'i'),
  /^(?:user[_-]?)?e-?mail(?:[_-]?address)?$/i,
  /^sp(?:user|job|report)id$/i,
];

/** Other names of personal parameters, as certain outlets and mailing services use them. */
const NAMED = new Set(
  [
    'accesscode bezuggrd carta-url emc isfreemail itid leadsource lctg pnespid pwsig reflink regi_id',
    'showwelcomeonshare triedredirect vgo_ee wpisrc wpmm dm_i dm_t ef_id s_kwcid mktcid mktcval nrid nlid nname',
    'embedded-checkout magic_link magiclink one_time_code onetimecode guestid',
    'attribution_id attribution_type last_resource_guid etear sharer ijkey emci emdi ceid referringsource mibextid',
  ].flatMap((line) => line.split(' ')),
);

/** Names that are personal only with these values. With other values they may identify an article. */
const WITH_VALUE: ReadonlyMap<string, RegExp> = new Map([
  ['share', /^(?=.*\d)[\w-]{12,}$/],
  ['sid', /^[\da-f]{26,64}$/i],
  ['uid', /^(?:[\da-f]{24,64}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i],
  ['userid', /^[\w-]{16,}$/],
  ['user_id', /^[\w-]{16,}$/],
  ['member_id', /^[\w-]{16,}$/],
  ['sk', /^(?:[\da-f]{32}|v2\/.*)$/i],
  ['gi', /^[\da-f]{12}$/],
  ['sh', /^[\da-f]{10,16}$/],
  ['premium', /^0x[\da-f]+$/i],
  ['reduced', /^true$/],
  ['ir', /^[TC]$/],
]);

/**
 * Names that are personal only with a value that `value` matches, and only if the address also has a parameter whose
 * name matches `others`. For example, `nl` names a newsletter in an address that has `regi_id`.
 */
const BESIDE: ReadonlyMap<string, { readonly value: RegExp; readonly others: RegExp }> = new Map([
  ['st', { value: /^\w{6,}$/, others: /^reflink$/i }],
  ['r', { value: /^[a-z\d]{3,8}$/, others: /^(?:showwelcomeonshare|triedredirect)$/i }],
  ...['nl', 'instance_id', 'segment_id', 'user_id', 'te'].map(
    (name) => [name, { value: /./, others: /^(?:emc|regi_id)$/i }] as const,
  ),
]);

const E_MAIL = /^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i;
/** Matches a JSON Web Token (RFC 7519). A parameter with such a value is personal, whatever its name is. */
const JWT = /^eyJ[\w-]{8,}\.[\w-]+\.?[\w-]*$/;

/**
 * Whether a query parameter identifies a reader and never the article.
 *
 * @param name decoded name
 * @param value decoded value
 * @param others names of all parameters of the address
 */
export function isPersonalParameter(name: string, value: string, others: readonly string[] = []): boolean {
  const lower = name.toLowerCase();
  const beside = BESIDE.get(lower);
  return (
    NAMED.has(lower) ||
    NAMES.some((kind) => kind.test(name)) ||
    (WITH_VALUE.get(lower)?.test(value) ?? false) ||
    E_MAIL.test(value) ||
    JWT.test(value) ||
    (beside?.value.test(value) === true && others.some((other) => beside.others.test(other)))
  );
}
