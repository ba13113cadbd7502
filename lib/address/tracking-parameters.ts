/* Query parameters that say how a reader reached a page, never which page it is. A name is listed only if no known
   site identifies articles by it. So `id`, `p`, `page` and `section` are not listed, and `source` and `ref` count as
   tracking only with certain values. */

/** Prefixes of the names of tracking parameters, in lower case. */
const FAMILIES = [
  'utm_ utm- mtm_ piwik_ matomo_ hsa_ itm_ otm_ vero_ oly_ wt. elqtrack at_medium at_campaign at_custom at_link at_ptr',
  'at_format at_channel at_bbc at_recipient ns_campaign ns_mchannel ns_source ns_linkname ns_fee cm_mmc ml_subscriber',
  'fb_action_ ga_source ga_medium ga_term ga_content ga_campaign ga_place int_source int_medium int_campaign',
  'int_content int_cmp sfmc_ oft_ bsft_ guce_ dpg_ _sgm_ cx_click cx_recs __hs _hs _bhlid _branch_',
  'action_object_map action_ref_map action_type_map _x_tr_ amp_js_v amp_gsa amp_tf ck_subscriber',
  'cx_test cx_art cx_nav cx_tag adjust_ mindbox- sms_source sms_click ss_campaign_ ss_email_id',
].flatMap((line) => line.split(' '));

/** Names of tracking parameters, in lower case. The comparison ignores case. */
const NAMES = new Set(
  [
    'fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid ysclid ymclid twclid ttclid',
    'syclid li_fat_id igsh igshid srsltid awc tduid erid irclickid irgwc ircid rb_clickid wickedid ranmid raneaid',
    'ransiteid zanpid clickid mc_cid mc_eid mc_tc elq elqaid elqat elqak elqcampaignid hs_amp hsctatracking mkt_tok',
    '__s _ga _gl _kx _openstat __cft__ __tn__ __twitter_impression twsrc fb_source fb_ref fb_comment_id usqp',
    'ampshare aoh spm scm s_cid cmpid dcmp intcmp intcid icid ncid n_cid ocid mbid bxid cndid esrc smid smtyp srnd',
    'ito xtor xtref xtcr echobox maca iref rssfeed feedtype sharetype share_source sr_share sh_kit spref fromref',
    'ref_src ref_url referral_source',
    'traffic_source campaign_id nl_art mod_source utmsource ftcamp ssm sref tpcc cvid ei_cid wt_zmc wt_mc wtrid wpsrc',
    'pk_campaign pk_cpn pk_source pk_medium pk_keyword pk_kwd pk_content pk_cid pk_vid pk_placement',
    'pcampaignid trackingid tracking_source tracking_id tblci asgtbndr guccounter user_email_address phpsessid',
    'jsessionid cm_cr cm_me cm_re cm_sp sc_uid sc_eh sc_lid sc_llid et_rid et_cid et_lid ir_campaignid ir_adid',
    'ir_partnerid ml_sub ml_sub_hash rdt_cid ref_campaign ref_source yadclid yadordid eblastid unicorn_click_id',
    '__io_lv _clde _cldee gps_adid admitad_uid nx_source pm_campaign pm_medium pm_source shem taid dicbo ueid ftag',
  ].flatMap((line) => line.split(' ')),
);

/** Values of `ref` that say how a reader reached a page. With other values, `ref` may identify an article. */
const REFERRERS = [
  'fb\\w*|tw|tw_\\w+|twtr\\w*|twitter\\w*|facebook|rss|feed|share|social|shortener|newsletter|email|viral|ts|nf',
  'notif|m_notif|bookmarks?|home|homepage',
].join('|');

/**
 * Parameters that are tracking only with these values: `?s=20` is a share code, `?s=rights` is a search. Keys are names
 * in lower case.
 */
const VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['s', /^(?:0[0-9]|1[0-9]|2[01]|46|cl|r|tw|fb)$/],
  ['cid', /^(?:sm|soc|social|share|fb|tw|twitter|facebook|rss|newsletter|email|nl|referral|clicksource)_/],
  ['cmp', /^(?:rss|share\w*|soc\w*|[a-z]{2,}[_-].+)$/i],
  ['ref', new RegExp(`^(?:${REFERRERS})$`)],
  ['platform', /^hootsuite$/],
  ['sns', /^(?:tw|fb)$/],
  ['rss', /^(?:1|true|yes)?$/],
  ['share', /^(?:1|true|twitter|facebook|email|whatsapp)?$/],
  ['mod', /^(?:rss|rsswn|e2[a-z]{2}|hp_.*|article_inline|searchresults_.*|home-page|mw_.*)$/],
]);

/**
 * Names for the origin of a visit, such as "srcref" and "fromsource". They are tracking only with a value that
 * `ORIGIN_VALUE` matches.
 */
const ORIGIN = /^(?:source|src|ref|referrer|referer|from)+$/;
const ORIGIN_VALUE = /^(?:twitter|facebook|rss|feed|share|social|newsletter|email|whatsapp|telegram)$/;

/** Parameters that, with these values, request the AMP form or the ordinary form of the same page. */
const AMP_PARAMETERS: ReadonlyMap<string, RegExp> = new Map([
  ['amp', /^(?:1|true|yes|y|0|)$/],
  ['_amp', /^(?:1|true|)$/],
  ['isamp', /^(?:1|true|)$/],
  ['wpamp', /^(?:1|true|)$/],
  ['noamp', /^(?:mobile|available|1|)$/],
  ['outputtype', /^(?:amp.*|)$/],
  ['output', /^amp$/],
  ['mode', /^amp$/],
  ['view', /^amp$/],
  ['type', /^amp$/],
  ['format', /^amp$/],
  ['layout', /^amp$/],
  ['display', /^amp$/],
  ['template', /^amp(?:art|html)?$/],
  ['render', /^amp$/],
  ['version', /^amp$/],
  ['ot', /^ot\.amppagelayout$/i],
  ['amp-content', /^amp$/],
  ['marfeeltn', /^amp$/],
]);

/**
 * Whether a query parameter never identifies the article: it says how the reader reached the page, or chooses between
 * the AMP form and the ordinary form.
 *
 * @param name decoded parameter name
 * @param value decoded value, empty if there is none
 */
export function isTrackingParameter(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  return (
    NAMES.has(lower) ||
    FAMILIES.some((family) => lower.startsWith(family)) ||
    (VALUES.get(lower)?.test(value) ?? false) ||
    (ORIGIN.test(lower) && ORIGIN_VALUE.test(value)) ||
    (AMP_PARAMETERS.get(lower)?.test(value) ?? false)
  );
}
