/*
 * Parameters that belong to one reader, never to an article: what unlocks an article for those who got its link, who
 * shared it, and to whom a newsletter went. Named by kind, since each outlet has names of its own.
 */

const ANY = '(?:[_.-]|(?=[A-Z]))?';
/** What may stand behind the word that tells the kind: "giftToken", "share_id", "gifted-article". */
const REST = `(?:${ANY}(?:article|by|code|copy|from|hash|id|key|link|token|url|user|via))*`;

/** Names by kind. Only whole names count: "tokens", "giftshop" and "shared_space" are something else. */
const NAMES: readonly RegExp[] = [
  // Keys of a session or an account.
  /(?:^|[a-z\d_.-])(?:token|jwt)$/i,
  /(?:^|[_.-])(?:passw(?:or)?d|secret|signature|o?auth|session[_-]?id)$/i,
  // Gifts: "gift", "is_gift", "giftCode", "article_gift_id", "gifted".
  new RegExp(`^(?:is|article|share)?${ANY}gift(?:ed|ing|s)?${REST}$`, 'i'),
  /^(?:un)?lock(?:ed)?(?:[_.-]?(?:article|code|hash|id|key|link|token))+$/i,
  /^(?:freebie|unlock(?:ed)?|friend[_-]?link|guest[_-]?pass|free[_-]?(?:pass|article|access|read)|pay[_-]?wall[_-]?(?:pass|key|token))$/i,
  /^(?:guest[_-]?)?access[_-]?key$/i,
  // What a search engine signs for one reader of an article behind a wall.
  /^gaa_(?:at|n|sig|ts)$/i,
  // Names of the person who shared the link or sent the invitation.
  new RegExp(
    `^(?:social|article)?${ANY}shar(?:e|ed|er|ing)${ANY}(?:by|code|from|hash|id|key|link|token|url|user|via)${REST}$`,
    'i',
  ),
  /^(?:invite|invited|referral|referrer|refer|referred)[_-]?(?:by|code|id|key|token)$/i,
  // To whom a mail went: "subscriber_id", "mailing-key", "spMailingID", "recipientHash".
  /^(?:sp|nl)?[_-]?(?:mailing|e-?mail|newsletter[_-]?(?:reader|user|recipient)|subscri(?:ber|ption)|recipient|reader|customer|visitor|contact)[_-]?(?:guid|hash|id|key|uid|uuid)$/i,
  /^(?:user[_-]?)?e-?mail(?:[_-]?address)?$/i,
  /^sp(?:user|job|report)id$/i,
];

/** Single names that outlets and mailing services use. */
const NAMED = new Set(
  [
    'accesscode bezuggrd carta-url emc isfreemail itid leadsource lctg pnespid pwsig reflink regi_id showwelcomeonshare',
    'triedredirect vgo_ee wpisrc wpmm dm_i dm_t ef_id s_kwcid mktcid mktcval nrid nlid nname embedded-checkout',
    'attribution_id attribution_type last_resource_guid etear sharer ijkey emci emdi ceid referringsource mibextid',
  ].flatMap((line) => line.split(' ')),
);

/** Names that are personal with some values only, and may name an article with others. */
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

/** Names that are personal beside others only: `nl` is a newsletter beside `regi_id`. */
const BESIDE: ReadonlyMap<string, { readonly value: RegExp; readonly others: RegExp }> = new Map([
  ['st', { value: /^\w{6,}$/, others: /^reflink$/i }],
  ['r', { value: /^[a-z\d]{3,8}$/, others: /^(?:showwelcomeonshare|triedredirect)$/i }],
  ...['nl', 'instance_id', 'segment_id', 'user_id', 'te'].map(
    (name) => [name, { value: /./, others: /^(?:emc|regi_id)$/i }] as const,
  ),
]);

const E_MAIL = /^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i;
/** JSON Web Tokens (RFC 7519) under any name. */
const JWT = /^eyJ[\w-]{8,}\.[\w-]+\.?[\w-]*$/;

/**
 * Whether a query parameter belongs to one reader and has no bearing on which article an address means.
 *
 * @param name decoded name
 * @param value decoded value
 * @param others names of all parameters of the address
 */
export function isPersonal(name: string, value: string, others: readonly string[] = []): boolean {
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
