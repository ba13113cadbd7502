import { describe, expect, it } from 'vitest';
import { urlKey } from '../../../lib/address/url-keys.ts';

const STORY = 'https://outlet.example/2026/07/02/bridge-vote';

describe('parameters that belong to one reader', () => {
  it.each([
    // Gifts and other ways to unlock an article.
    'pwapi_token=eyJ0eXAiOiJKV1QifQ',
    'gift=1a2b3c',
    'gift=true',
    'giftCode=AbC-123',
    'gift_code=AbC',
    'giftToken=AbC',
    'gift_link=1',
    'article_gift_id=9',
    'is_gift=1',
    'isGift=true',
    'unlocked_article_code=1.AbC.dEf',
    'unlock_code=AbC',
    'unlockedArticle=1',
    'unlock=AbC',
    'accessToken=eyJhbGciOiJIUzI1NiJ9.eyJzb3VyY2UiOiJ',
    'accessToken=abc&sharetype=gift&token=f00-ba4',
    'st=Abc12345&reflink=desktopwebshare_permalink',
    'freebie=1a2b3c4d',
    'guest_pass=x7',
    'friend_link=1',
    'sk=0123456789abcdef0123456789abcdef',
    // Sharing and inviting.
    'shareToken=AbC',
    'share_id=77',
    'shareid=77',
    'shared_by=garrow',
    'sharedBy=garrow',
    'share=1a2b3c4d5e6f7a8b',
    'referral_code=garrow1',
    'invite_code=7',
    'r=1abcd&showWelcomeOnShare=true&utm_campaign=post',
    // Readers and mailings.
    'subscriber_id=12345',
    'subscriberId=12345',
    'recipient_hash=ab12',
    'recipientid=5',
    'mailing_id=77',
    'mailingid=77',
    'spMailingID=77&spUserID=Nz&spJobID=1&spReportId=MQ',
    'email_id=5',
    'reader_id=5',
    'visitor-id=5',
    'customerId=5',
    'email=reader%40mail.example',
    'u=reader%40mail.example',
    'user_email=x',
    'campaign_id=2&emc=edit_th_20260702&instance_id=12&nl=headlines&regi_id=7&segment_id=9&user_id=ab12',
    'uid=0123456789abcdef01234567',
    'user_id=0123456789abcdef0123',
    'any=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln',
    // Sessions.
    'session_id=1',
    'sid=0123456789abcdef0123456789abcdef',
    'auth=1',
    'oauth=1',
    'signature=ab',
    'password=x',
  ])('never distinguish articles: %s', (query) => {
    expect(urlKey(`${STORY}?${query}`)).toBe(urlKey(STORY));
    expect(urlKey(`${STORY}?id=7&${query}`)).toBe(urlKey(`${STORY}?id=7`));
  });

  it.each([
    'author=garrow',
    'session=2026',
    'sid=77',
    'user=@garrow',
    'uid=77',
    'user_id=77',
    'userid=5',
    'tokens=5',
    'tokenid=5',
    'key=story',
    'handle=a@b',
    'giftshop=5',
    'gifts_for=mothers',
    'shared_space=5',
    'share=42',
    'shares=42',
    'unlocking=5',
    'lock=5',
    'newsletter=5',
    'newsletter_id=5',
    'mail=5',
    'reader=5',
    'st=Abc12345',
    'r=site',
    'nl=5',
    'segment_id=9',
    'sk=en',
    'premium=1',
    'issue_id=5',
    'article_id=5',
    'contact=5',
    'referrer=5',
  ])('are told from what an article may be called by: %s', (query) => {
    expect(urlKey(`${STORY}?${query}`)).not.toBe(urlKey(STORY));
  });
});
