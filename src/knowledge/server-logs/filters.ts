// The sentences of what stands beside a mail server: amavis, rspamd, SpamAssassin, ClamAV, greylisting, SPF, DKIM and DMARC
// filters, procmail and maildrop, ASSP, fail2ban. Facts of their logs; knows no dialect.
import { always, mostly, type Sentence } from '../sentence.ts';

const FILTERED = 'In this log the server speaks: its own filter refused a message, or put it aside.';

export const FILTERS: readonly Sentence[] = [
  mostly(
    'greylisted',
    /action=greylist|\((?:default|settings)[^)]{0,40}: [tf] \((?:greylist|soft reject)\)|greylist(?:ed|ing)? (?:until|for|new|action)|milter-greylist: .{0,200}delayed|\[delayed\]|delaying /,
  ),
  mostly(
    'content-rejected',
    /blocked (?:spam|infected|banned|bad-header|unchecked|uncheckable|over-?sized|tempfailed? ?spam)|infected: |virus_scan: |\bfound (?:virus|malware)|infected by |: [^ ]{3,120} found$|\((?:default|settings)[^)]{0,40}: [tf] \(reject\)|\[(?:spamfound|bayesian|bombre[^\]]{0,20}|virus[^\]]{0,20}|uribl[^\]]{0,20}|msgid[^\]]{0,20}|attachment[^\]]{0,20}|pb[^\]]{0,20}|messagescore[^\]]{0,20}|blackdomain|penaltybox)\]|block mail to |is spam,|virus .{0,60}found|infection|discarded, id=[^ ]{1,80} - (?:spam|infected|virus|banned)|quarantined as|possible spam/,
    { meaning: FILTERED },
  ),
  mostly('mailbox-full', /^procmail: quota|quota exceeded while writing|maildrop: maildir over quota|maildir over quota/),
  mostly('auth-rate-limited', /max sender authentication errors|auth errors exceeded|\[(?:maxautherrors|autherrors)\]/),
  mostly('relay-denied', /\[relayattempt\]|relay attempt blocked/),
  mostly(
    'sender-unauthenticated',
    /\[spf[^\]]{0,20}\]|\[dmarc[^\]]{0,20}\]|policyd-spf.{0,60}: fail\b|milter-reject.{0,200}dmarc/,
  ),
  mostly(
    'server-blocks-ip',
    /\[dnsbl[^\]]{0,20}\]|\[denyip[^\]]{0,20}\]|\[(?:postfix|dovecot|exim|sasl|sendmail|courier|cyrus|roundcube|smtp|imap|pop3|mail|recidive|hmail|zimbra|kerio)[^\]]{0,40}\] (?:increase )?(?:re)?ban\b/,
    {
      title: 'The server keeps an address out',
      meaning:
        'In this log the server speaks: it barred the address of a client, since it stands on a block list or failed too often.',
      fix: 'If the client is welcome: mend what it does wrong (mostly an old password), then lift the bar (`fail2ban-client set <jail> unbanip <address>`) or admit the address.',
    },
  ),
  mostly('client-no-rdns', /\[ptr(?:missing|invalid)\]/),
  mostly('ehlo-name-rejected', /\[(?:invalidhelo|forgedhelo|helo[^\]]{0,20})\]/),
  mostly('recipient-unknown', /\[invalidaddress\]|invalid address rejected/),
  mostly('rate-limited', /\[(?:messagelimit|ratelimit|limitip|maxerrors)[^\]]{0,20}\]|ratelimit .{0,60}exceeded/),
  always(
    null,
    /passed (?:clean|spam|spammy|bad-header|infected|banned)|flagged as spam but accepted|identified spam \(|clean message \(|action=(?:pass|dunno|ok)|dkim verification successful|(?:signature|dkim).{0,40}(?:verified|success)|no signature data|no signing (?:table|domain|subdomain) match|key retrieval failed \(s=|bad signature data|not internal|not authenticated|opendmarc.{0,60}: [^ ]{3,200} (?:fail|none|pass)$|received-spf: pass|\] found \d|\((?:default|settings)[^)]{0,40}: f \((?:no action|add header|rewrite subject)\)/,
  ),
  // amavis got no answer, or a refusal, from the server to which it hands mail back
  mostly('server-fault', /from mta\([^)]{0,120}\) during|mta-blocked|temporary mta failure|mta-tempfailed/, {
    title: 'A filter cannot hand the message back',
    meaning:
      'In this log the server speaks: its filter (amavis) took the message, and the port to which it hands it back (`$forward_method`, usually 10025) refused, or is not there.',
    fix: 'See in the log of the mail server at the same moment what that port answered: it must listen, take mail from the filter without a login, and not wait for a PROXY line.',
  }),
  mostly(
    'server-fault',
    /rspamd_config_read: .{0,200}(?:error|cannot)|key data is not secure|error loading key|can't load key|\(!{1,2}\)|trouble in|all virus scanners failed|no clamd server|mlfi_[a-z]{1,12}[ :]|(?:rmilter|opendkim|opendmarc|clamav|rspamd|amavis|spamd)\S{0,20}: .{0,120}(?:cannot|can't|unable|failed|error|no such file|refused)|(?:lock failure|error while writing to|couldn't create|couldn't read|program failure|permission denied).{0,60}|unable to set close-on-exec|read_map_file: .{0,80}(?:unavailable|cannot|can't)/,
    {
      title: 'A filter of the server fails',
      meaning:
        'In this log the server speaks: a filter that stands beside it (spam, virus, DKIM, delivery program) does not work.',
    },
  ),
];
