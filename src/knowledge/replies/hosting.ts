// Replies of web hosts, access providers and mail filters in front of other people's servers: GoDaddy, Comcast, Cox,
// Proofpoint, Barracuda, Mimecast, MessageLabs and their like. Facts as data; knows no engine.
import { type ReplyEntry, says } from '../reply-entry.ts';

const GODADDY = 'GoDaddy (Workspace Email)';
const PROOFPOINT = 'Proofpoint';
const BARRACUDA = 'Barracuda';
const MIMECAST = 'Mimecast';

export const hosting = (): readonly ReplyEntry[] => [
  // GoDaddy: every refusal has an IB number (https://www.godaddy.com/help/fix-rejected-email-with-a-bounce-error-40685).
  says('client-no-rdns', GODADDY, [/\bib108\b/, /reverse dns for this ip failed/]),
  says('rate-limited', GODADDY, [/\bib(?:007|504|510|60[57])\b/, /too many sessions from this ip/], {
    fix: 'Close idle sessions and use one or two connections at a time.',
  }),
  says('auth-not-advertised', GODADDY, [/\bib401\b/, /authentication not allowed on ibsmtp/], {
    title: "That is GoDaddy's incoming server: it takes no logins",
    fix: 'Use smtpout.secureserver.net:465 (or smtp.office365.com:587 where the mailbox is Microsoft 365 from GoDaddy).',
    about: 'smtp',
  }),
  says('server-blocks-ip', GODADDY, [/\bib(?:10[3-6]|11[0-3])\b/, /unifiedlayer.{0,60}block/]),
  says('sender-not-allowed', GODADDY, /\bib50[126]\b/),
  says('sender-unauthenticated', GODADDY, /\bib508\b/),
  says('content-rejected', GODADDY, /\bib(?:21[0-2]|705)\b/),
  says('greeting-busy', GODADDY, /\bib101\b/, { confidence: 'likely' }),
  // Access providers
  says('server-blocks-ip', 'Comcast', [
    /\b(?:bl|rl|phi|dm)00\d{4}\b.{0,60}(?:block|comcast|refus)/,
    /postmaster\.comcast\.net\/.{0,40}#?bl/,
    /comcast.{0,60}\bbl0/,
  ]),
  says('rate-limited', 'Comcast', [/\brl00\d{4}\b/, /postmaster\.comcast\.net\/.{0,40}#?rl/]),
  says('server-blocks-ip', 'Cox', [
    /\bcox(?:ip|bl|do|ba|fu|cl)?_?0?\d{2,3}\b/,
    /\bau(?:p|q)\d{2,3}\b.{0,30}cox/,
    /errors\.postmaster\.cox/,
  ]),
  says('client-too-early', 'Cox', /esmtp no data before greeting/),
  says('server-blocks-ip', 'Spectrum / Road Runner', [
    /security\.rr\.com/,
    /\baup#(?:in|blk|bl|cxs|cdr|lnx|pol|mer|rrc|out)/,
    /charter\.net.{0,60}e\d{4}/,
  ]),
  says('server-blocks-ip', 'AT&T', [
    /abuse_rbl@abuse-att|\bflph\d{3}\b|bellsouth.{0,60}blocked|\(ecl-?\d{1,6}\)|att\.net\/blocks/,
  ]),
  says('rate-limited', 'Plala', /ip address deferred/),
  says('server-blocks-ip', 'KDDI / au', /user unknown.{0,40}ezweb.{0,40}block/, { confidence: 'likely' }),
  says(
    'greeting-refused',
    null,
    [/smtpblocker/, /port 25 (?:is )?not allowed/, /sending on port 25/, /outbound port 25 (?:is )?blocked/],
    {
      title: 'The access provider answers port 25 itself and refuses',
      meaning: 'What answered is not the mail server but the access provider, which intercepts port 25.',
      fix: 'Use port 587 (STARTTLS) or 465 of your mail provider, with login; or have the access provider release port 25.',
      about: 'smtp',
      owner: 'network',
    },
  ),
  // Filters
  says(
    'server-blocks-ip',
    PROOFPOINT,
    [
      /support\.proofpoint\.com/,
      /ipcheck\.proofpoint\.com/,
      /proofpoint.{0,80}(?:block|reputation|pdr)/,
      /\bpdr:? ?(?:blocked|bad)/,
      /dnsbl-lookup/,
    ],
    {
      fix: "Look the address up at https://ipcheck.proofpoint.com and ask for removal there; iCloud and many others use this list. As a user send through your provider's submission port.",
    },
  ),
  says('server-blocks-ip', BARRACUDA, [/barracuda ?(?:central|reputation|networks)?.{0,80}/], {
    fix: 'Look the address up and ask for removal at https://www.barracudacentral.org/lookups.',
  }),
  says('server-blocks-ip', 'Spamhaus', [/spamhaus/, /\bzen\.|\bsbl-xbl|\b(?:pbl|sbl|xbl|css|dbl)\b.{0,30}(?:list|block)/], {
    title: 'The address is on a Spamhaus list',
    meaning:
      "PBL means a residential or dynamic address that should use its provider's submission server; SBL, CSS and XBL mean spam or malware was seen.",
    fix: 'As a user: send through port 587 or 465 with login. For a mail server of your own: https://check.spamhaus.org/ tells the list and takes the removal request.',
    about: 'smtp',
    reference: 'https://check.spamhaus.org/',
  }),
  says(
    'server-blocks-ip',
    'Cisco (IronPort, Secure Email)',
    [/sending mta's poor reputation/, /senderbase/, /talosintelligence/, /poor reputation/],
    {
      fix: "Look the address up at https://talosintelligence.com/reputation_center; as a user send through your provider's submission port.",
    },
  ),
  says('server-blocks-ip', 'Cloudmark', [/cloudmark/, /csi\.cloud/]),
  says('auth-required', 'Broadcom (MessageLabs)', [
    /please turn on smtp authentication/,
    /not permitted to relay through this server without authentication/,
  ]),
  says('server-blocks-ip', 'Broadcom (MessageLabs)', /messagelabs.{0,120}(?:block|blacklist|reputation|denied)/),
  says('greylisted', MIMECAST, [
    /greylist.{0,80}mimecast|mimecast.{0,120}greylist|internal resources? (?:are )?temporarily unavailable/,
  ]),
  says('server-blocks-ip', MIMECAST, [
    /mimecast.{0,120}(?:block|rbl|blacklist|reputation)/,
    /rejected by header based (?:blocked senders|manually blocked)/,
    /ip found on rbl/,
  ]),
  says('auth-rejected', MIMECAST, /mimecast.{0,80}(?:incorrect authentication|authentication)/),
  says('server-blocks-ip', 'Trend Micro', [
    /trend ?micro.{0,80}(?:reputation|ers|block|rbl)|mail-abuse\.(?:com|org)|blocked using trend/,
  ]),
  says(
    'server-blocks-ip',
    'Sophos',
    /(?:sophos|cyren|commtouch|ctmail|invaluement|uceprotect|abusix|mailspike|hostkarma|nixspam|manitu|truncate\.gbudb|backscatterer|wpbl|psbl|surriel).{0,120}/,
    {
      title: 'The address is on the blocklist that the reply names',
      confidence: 'likely',
    },
  ),
  says('server-blocks-ip', 'SORBS', /sorbs/, {
    fix: "SORBS was closed in 2024: the server's administrator should remove it from the server's settings. Meanwhile send through a submission port.",
    owner: 'server',
  }),
  says('server-blocks-ip', 'SpamCop', /spamcop/, {
    fix: 'Entries end by themselves within 24 hours after the last report: https://www.spamcop.net/bl.shtml. Cure the cause; as a user send through a submission port.',
  }),
];
