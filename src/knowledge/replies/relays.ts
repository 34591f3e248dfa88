// Replies of transactional relays: SendGrid, Amazon SES, Mailgun, Brevo, Postmark, Mailjet, SparkPost and their like.
import { type EntryWords, type ReplyEntry, says } from '../reply-entry.ts';

const SENDGRID = 'Twilio SendGrid';
const SES = 'Amazon SES';
const MAILGUN = 'Mailgun';
const BREVO = 'Brevo (Sendinblue)';
const POSTMARK = 'Postmark';
const MAILJET = 'Mailjet';
const SPARKPOST = 'SparkPost (Bird)';
const MAILTRAP = 'Mailtrap';
const ZEPTO = 'Zoho ZeptoMail';

const ZOHO_SENDER: EntryWords = {
  title: 'Zoho does not let this login send as that address',
  fix: 'Set the From address to the login or to an alias of it (Zoho Mail Settings > Send Mail As); also check that the host belongs to the data centre of the account (smtp.zoho.eu, .in, .com.au).',
};
/** They refuse over HTTP in the same words as over SMTP, without a code: whoever says these sends mail. */
export const RELAY_SERVICES: ReadonlySet<string> = new Set([
  SENDGRID,
  SES,
  MAILGUN,
  BREVO,
  POSTMARK,
  MAILJET,
  SPARKPOST,
  MAILTRAP,
  ZEPTO,
  'Resend',
  'SMTP2GO',
  'Elastic Email',
  'Mailchimp Transactional (Mandrill)',
]);

export const relays = (): readonly ReplyEntry[] => [
  // SendGrid
  says('auth-api-key-invalid', SENDGRID, [/authori[sz]ation grant is invalid, expired/, /provided authori[sz]ation grant/], {
    meaning: 'The API key is wrong, revoked or has a line break at its end, or the user name is not the word apikey.',
    fix: 'Use the literal user name `apikey` and as password a key (SG.…) with "Mail Send" permission: app.sendgrid.com > Settings > API Keys.',
    reference: 'https://www.twilio.com/docs/sendgrid/for-developers/sending-email/getting-started-smtp',
  }),
  says(
    'account-quota-exceeded',
    SENDGRID,
    [/maximum credits exceeded/, /credits? (?:limit )?(?:exceeded|exhausted)/, /you have exceeded your messaging limits/],
    {
      meaning: "The plan's messages are used up, or the free trial has ended. The key is right.",
      fix: "The account's owner raises the plan or waits for the next period: app.sendgrid.com > Settings > Account Details > Your Products.",
    },
  ),
  says('auth-rejected', SENDGRID, /authentication failed: bad username ?\/ ?password/, {
    fix: 'Use the literal user name `apikey` and an API key (SG.…) as password: SendGrid takes account passwords no more.',
  }),
  says(
    'sender-not-allowed',
    SENDGRID,
    [
      /from address does not match a verified sender/,
      /you are not authori[sz]ed to send from that email address/,
      /unverified (?:from|sender)/,
    ],
    {
      fix: 'Verify the sender: app.sendgrid.com > Settings > Sender Authentication, a single sender or the whole domain.',
      reference: 'https://www.twilio.com/docs/sendgrid/for-developers/sending-email/sender-identity',
    },
  ),
  says('auth-required', SENDGRID, /unauthenticated senders not allowed/),
  says(
    'auth-ip-not-allowed',
    SENDGRID,
    /(?:your )?ip address is not whitelisted|ip access management|not in (?:the|your) ip allow/,
  ),
  // Amazon SES
  says(
    'sender-not-allowed',
    SES,
    [
      /email address is not verified/,
      /identities failed the check in region/,
      /sending (?:is )?paused for (?:this )?configuration/,
      /configuration set .{0,80}does not exist/,
    ],
    {
      title: 'Sender (or recipient) is not verified in this region',
      meaning: 'SES takes only verified senders; in the sandbox the recipient must be verified, too. Verification is per region.',
      fix: 'Verify the address or domain in the SES console of the region named (Configuration > Identities), or ask there for production access.',
      reference: 'https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html',
    },
  ),
  says('auth-rejected', SES, /^535 authentication credentials invalid.?$/, {
    meaning:
      'SES gives no detail: the key of another region, an IAM secret instead of the SMTP password derived from it, or a key made minutes ago. (Resend and others use the same words.)',
    fix: 'Create SMTP credentials in the SES console of the region whose host you use (email-smtp.<region>.amazonaws.com) and use both parts as they are shown. IAM policy: ses:SendRawEmail.',
    confidence: 'likely',
    reference: 'https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html',
  }),
  says('account-quota-exceeded', SES, [
    /daily message quota exceeded/,
    /daily sending quota exceeded/,
    /throttling failure: daily/,
  ]),
  says('rate-limited', SES, [/maximum sending rate exceeded/, /throttling failure: maximum/, /4\.?5?4? throttling failure/]),
  says('account-restricted', SES, [
    /sending suspended for this account/,
    /account (?:is )?paused|account is in sandbox|sending (?:is )?paused|account not subscribed to ses/,
  ]),
  says('auth-policy-blocked', SES, /not authori[sz]ed to perform:? .{0,20}ses:|access denied: user .{0,160}ses:/, {
    fix: 'AWS administrator: give the IAM user of these credentials a policy that allows ses:SendRawEmail for this identity.',
  }),
  // Mailgun
  says('auth-rejected', MAILGUN, /mailgun is not loving/, {
    fix: 'Use an SMTP user of the sending domain (postmaster@<domain>) and its SMTP password, not the API key; EU domains on smtp.eu.mailgun.org. Reset it in Sending > Domain settings > SMTP credentials.',
  }),
  says(
    'account-restricted',
    MAILGUN,
    [
      /free accounts are for test purposes/,
      /is not allowed to send: .{0,200}(?:free|test|activate|disabled|sandbox)/,
      /domain .{0,100}is not allowed to send(?!: .{0,40}limit exceeded)/,
      /sandbox subdomains? are for test/,
      /please activate your mailgun account/,
    ],
    {
      fix: 'Add the recipient under authorised recipients of the sandbox domain, or add a domain of your own and a payment method in the Mailgun console.',
    },
  ),
  says('account-quota-exceeded', MAILGUN, [
    /domain .{0,100}(?:hourly|message|send) limit/,
    /recipient limit exceeded.{0,80}mailgun|is not allowed to send: .{0,40}limit exceeded/,
  ]),
  // Brevo
  says(
    'auth-ip-not-allowed',
    null,
    [/unauthori[sz]ed ip(?: address)?/, /ip (?:address )?(?:is )?not authori[sz]ed/, /unrecogni[sz]ed ip address/],
    {
      meaning:
        'The key is right. The account accepts it from listed IP addresses only, as some relays do by default; a host that turns to IPv6 has another address.',
      fix: "Add the sending machine's public IPv4 and IPv6 address in the account's security settings, or switch the restriction off there.",
    },
  ),
  says(
    'account-restricted',
    BREVO,
    [/smtp account is not (?:yet )?activated/, /account is not yet activated/, /account under validation/],
    {
      fix: 'Complete the profile and write to contact@brevo.com (the address in the reply) asking to have SMTP activated.',
      saidByOthers: true,
    },
  ),
  says('auth-rejected', BREVO, /5\.7\.0 invalid login or password/, {
    fix: 'Use the SMTP login shown in Brevo under SMTP & API > SMTP (…@smtp-brevo.com) and an SMTP key (xsmtpsib-…), not the account password nor an API key (xkeysib-…).',
    saidByOthers: true,
  }),
  says('sender-not-allowed', BREVO, /sending has been rejected because the sender you used .{0,120}is not valid/),
  // Postmark, Mailjet, SparkPost
  says('sender-not-allowed', POSTMARK, [/sender signature/, /not a confirmed sender/], {
    fix: 'Add and confirm the From address or its domain under Sender Signatures in Postmark.',
  }),
  says('account-restricted', POSTMARK, [
    /account (?:is )?(?:currently )?pending approval/,
    /inactive server|server is not active/,
  ]),
  says('auth-api-key-invalid', POSTMARK, [/invalid (?:server )?(?:api )?token/, /server api token/]),
  says('sender-not-allowed', MAILJET, [
    /sender (?:address )?.{0,80}(?:not been validated|not validated|inactive or not)/,
    /sender validation/,
  ]),
  says('auth-api-key-invalid', MAILJET, /api ?key authentication\/authori[sz]ation failure/),
  says('account-restricted', MAILJET, /account .{0,60}(?:temporarily )?blocked.{0,80}mailjet/),
  says('sender-not-allowed', SPARKPOST, [/unconfigured (?:or unverified )?sending domain/, /unconfigured sending domain/], {
    fix: 'Add and verify the From domain under Configuration > Sending Domains, in the region whose host is used.',
  }),
  says('auth-rejected', SPARKPOST, [/^535 5\.7\.8 sorry\.?(?:.{0,60}no authentication type succeeded.{0,5})?$/], {
    meaning: 'User name or key is refused. Servers built on Momentum (SparkPost, SMTP.com) answer so.',
    fix: 'SparkPost: user name `SMTP_Injection`, password an API key with "Send via SMTP". SMTP.com: the sender\'s own SMTP login from its dashboard.',
    confidence: 'likely',
  }),
  says('account-quota-exceeded', SPARKPOST, [/exceed(?:ed)? sending limit/, /420 .{0,60}exceed/]),
  // Mailtrap, Resend, SMTP2GO, Elastic Email, Mandrill, MailerSend, ZeptoMail
  says('rate-limited', MAILTRAP, [/too many emails per second/, /too many (?:e-?mails|messages) per (?:second|minute)/], {
    fix: 'Send more slowly (one message a second on the free sandbox) or raise the plan.',
  }),
  says('account-restricted', MAILTRAP, /demo domains can only be used to send/),
  says('account-quota-exceeded', MAILTRAP, /the email limit is reached/),
  says('sender-not-allowed', 'Resend', [/the .{0,100}domain is not verified/, /only send testing emails to your own/]),
  says('sender-not-allowed', 'SMTP2GO', [/from header sender domain not verified/, /sender domain not verified/]),
  says('auth-rejected', ZEPTO, /zeptomail.{0,60}authentication failed/),
  says('sender-not-allowed', 'Zoho Mail', [/relaying disallowed as/, /5\.7\.\d relaying disallowed/], ZOHO_SENDER),
  // without the address, others may say it of a recipient
  says('sender-not-allowed', 'Zoho Mail', /relaying disallowed/, { ...ZOHO_SENDER, confidence: 'likely' }),
  says(
    'account-restricted',
    'Zoho Mail',
    [
      /unusual sending activity/,
      /outgoing (?:mail|messages?) (?:is |has been )?(?:blocked|disabled)/,
      /sender address blocked/,
      /unusual activity detected/,
    ],
    {
      fix: 'The owner signs in at mail.zoho.com and unlocks sending (the notice is at the top), after changing the password.',
    },
  ),
];
