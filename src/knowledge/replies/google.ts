// Replies of Gmail and Google Workspace. Facts as data; knows no engine.
import { type ReplyEntry, says } from '../reply-entry.ts';

const GOOGLE = 'Google (Gmail, Workspace)';
const APP_PASSWORDS = 'https://support.google.com/accounts/answer/185833';
const SMTP_ERRORS = 'https://support.google.com/a/answer/3726730';

export const google = (): readonly ReplyEntry[] => [
  says(
    'auth-app-password-required',
    GOOGLE,
    [/application-?specific password/, /invalidsecondfactor/, /^53[45] .{0,400}accounts\/answer\/185833/],
    {
      title: 'Google wants an app password',
      meaning:
        "The password is the account's own and two-step verification is on: mail programs need an app password of 16 letters.",
      fix: 'Create one at https://myaccount.google.com/apppasswords and enter it in place of the account password (without its spaces), or switch the client to OAuth 2.0. In Workspace the administrator may have app passwords switched off.',
      reference: APP_PASSWORDS,
    },
  ),
  says(
    'auth-web-login-required',
    GOOGLE,
    [
      /web ?login ?required/,
      /webalert/,
      /5\.7\.14\b.{0,900}(?:accounts\.google|web ?browser|support\.google|navigateur|browser)/,
      /log in (?:via|with|through|using) your web ?browser/,
      /accounts\.google\.com\/(?:signin\/continue|continuesignin)/,
      /^53[45] .{0,400}mail\/(?:bin\/)?answer(?:\.py\?answer=|\/)78754/,
    ],
    {
      title: 'Google wants a sign-in by browser first',
      meaning: 'The login came from a place or program that Google does not know, and is held back until the owner confirms it.',
      fix: 'Sign in by browser as this account, confirm "Yes, it was me" at https://myaccount.google.com/notifications, and try again within minutes. An app password or OAuth avoids it.',
      reference: 'https://support.google.com/mail/answer/78754',
    },
  ),
  says('auth-rate-limited', GOOGLE, [/too many login attempts/, /\[alert\] .{0,40}exceeded (?:command or bandwidth|imap)/], {
    fix: 'Wait (up to an hour; after exceeded bandwidth up to 24), log in once for many messages instead of once a message, and close other sessions. Then check the password.',
    reference: 'https://support.google.com/mail/answer/7126229',
  }),
  says('rate-limited', GOOGLE, /\[alert\] too many simultaneous connections/, {
    title: 'Google takes no more connections to this mailbox',
    meaning:
      'Fifteen IMAP connections at once are open for the account, by all its programs and devices together; the password is not at fault.',
    fix: 'Close the mail programs that are not needed, or let them hold fewer connections (Thunderbird: advanced server settings), and wait a few minutes.',
    owner: 'you',
    reference: 'https://support.google.com/mail/answer/7126229',
  }),
  says(
    'account-restricted',
    GOOGLE,
    [
      /account (?:has been )?(?:disabled|suspended).{0,200}(?:google|gsmtp)/,
      /5\.7\.0 .{0,20}account disabled/,
      /p=(?:accountdisabled|disableduser)/,
    ],
    {
      fix: 'Sign in at https://accounts.google.com to see why and appeal; in Workspace the administrator restores the user in the Admin console.',
    },
  ),
  says(
    'auth-protocol-disabled',
    GOOGLE,
    [
      /not enabled for imap use/,
      /imap access is disabled/,
      /pop access is (?:disabled|not enabled)/,
      /not enabled for pop/,
      /enable your account for (?:imap|pop) access/,
      /your account is not enabled for/,
      /your domain administrator has disabled/,
    ],
    {
      title: 'IMAP or POP is switched off for this account',
      meaning: 'The setting of the mailbox, or of the whole Workspace domain, forbids access by mail programs.',
      fix: 'Gmail: Settings > Forwarding and POP/IMAP > Enable IMAP. Workspace: the administrator, in the Admin console under Apps > Google Workspace > Gmail > End user access.',
      reference: 'https://support.google.com/mail/answer/7126229',
    },
  ),
  says(
    'auth-token-invalid',
    GOOGLE,
    [/"status":"?400"?.{0,200}(?:bearer|google)/, /"status":"?40[013]"?.{0,200}https:\/\/mail\.google\.com/],
    {
      title: 'Google does not accept the access token',
      meaning:
        'The error challenge of XOAUTH2: the token is expired or malformed, lacks the scope https://mail.google.com/, or belongs to another user.',
      fix: 'Fetch a new access token with the scope https://mail.google.com/ and send it with the address of the account that granted it. The string must be user=<address>^Aauth=Bearer <token>^A^A in Base64.',
      reference: 'https://developers.google.com/gmail/imap/xoauth2-protocol',
    },
  ),
  says(
    'auth-rejected',
    GOOGLE,
    [
      /username and password not accepted/,
      /badcredentials/,
      /^53[45] .{0,400}answer=14257/,
      /^53[45] .{0,400}mail\/answer\/14257/,
      /\[authenticationfailed\] invalid credentials \(failure\)/,
    ],
    {
      title: 'Google does not accept user name and password',
      meaning: "A wrong secret, or the account's own password where only app passwords and OAuth are taken.",
      fix: 'Create an app password at https://myaccount.google.com/apppasswords (needs two-step verification) and use it with the full address, or switch to OAuth 2.0.',
      reference: 'https://support.google.com/mail/?p=BadCredentials',
    },
  ),
  says('relay-denied', GOOGLE, [/mail relay denied/, /invalid credentials for relay/, /smtp relay settings/, /p=maildenied/], {
    title: "Google's relay does not know this sender",
    meaning: 'smtp-relay.gmail.com takes mail only from addresses registered for the Workspace domain, or with a login of it.',
    fix: 'Workspace administrator: Admin console > Apps > Gmail > Routing > SMTP relay service, add the public IP address of the sender. Without Workspace use smtp.gmail.com with an app password.',
    owner: 'provider',
    reference: 'https://support.google.com/a/answer/6140680',
  }),
  says(
    'account-quota-exceeded',
    GOOGLE,
    [
      /daily (?:user )?sending (?:quota|limit)/,
      /5\.4\.5 .{0,60}(?:quota|limit)/,
      /smtp relay (?:service )?.{0,40}(?:daily|limit)/,
      /daily smtp relay/,
      /user sending (?:quota|limit)/,
      /storage quota .{0,60}google/,
      /the group .{1,200} has exceeded its quota/,
    ],
    {
      meaning: 'A Gmail account may send to 500 recipients a day, a Workspace account to 2,000.',
      fix: 'Wait 24 hours; send larger amounts through a relay service.',
      reference: 'https://support.google.com/a/answer/166852',
    },
  ),
  says(
    'ehlo-name-rejected',
    GOOGLE,
    [/try again later, closing connection.{0,6}\(ehlo\)/, /4\.7\.0 .{0,60}\(ehlo\).{0,80}gsmtp/],
    {
      confidence: 'likely',
      title: "Google's relay refuses the EHLO name",
      meaning:
        'smtp-relay.gmail.com turns away clients that introduce themselves as localhost, [127.0.0.1] or another name that is no domain.',
      fix: "Set the client's EHLO name to your own domain (nodemailer: `name`, PHPMailer: `$mail->Hostname`).",
      about: 'smtp',
      reference: SMTP_ERRORS,
    },
  ),
  says(
    'client-no-rdns',
    GOOGLE,
    [
      /5\.7\.25 .{0,400}(?:google|gmail|gsmtp)/,
      /does not have a ptr record/,
      /ptr record setup/,
      /the ip address sending this message does not have a ptr/,
    ],
    {
      reference: 'https://support.google.com/a/answer/81126',
    },
  ),
  says(
    'server-blocks-ip',
    GOOGLE,
    [
      /unusual rate of unsolicited mail/,
      /p=(?:unsolicited(?:ip|rate)|blocklist|unsolicitedmessage)/,
      /our system has detected .{0,80}(?:your ip|ip address)/,
      /very low reputation of the sending (?:ip|domain)/,
    ],
    {
      fix: 'Send through a submission server instead. For a mail server of your own see https://postmaster.google.com and set SPF, DKIM and PTR.',
      reference: 'https://support.google.com/mail/answer/81126',
    },
  ),
  says('auth-encryption-required', GOOGLE, /must issue a starttls command first.{0,200}(?:gsmtp|google)/, {
    reference: SMTP_ERRORS,
  }),
  says(
    'auth-required',
    GOOGLE,
    [/authentication required.{0,300}(?:gsmtp|google)/, /p=(?:wantauthn|wantauth)error/, /accounts\/troubleshooter\/2402620/],
    { reference: SMTP_ERRORS },
  ),
  says(
    'greeting-busy',
    GOOGLE,
    [
      /4\.7\.0 (?:temporary system problem|try again later, closing connection)/,
      /4\.3\.0 (?:temporary system problem|mail server temporarily)/,
      /4\.4\.5 server busy/,
    ],
    {
      stages: ['greeting', 'ehlo', 'connect'],
      reference: SMTP_ERRORS,
    },
  ),
  says(
    'auth-temporary-failure',
    GOOGLE,
    [
      /cannot authenticate due to (?:a )?temporary system problem/,
      /\[unavailable\].{0,40}(?:temporary|system error).{0,40}\(failure\)/,
    ],
    { reference: SMTP_ERRORS },
  ),
  says('server-fault', GOOGLE, [/temporary system problem/, /4\.3\.0 .{0,60}gsmtp/], { reference: SMTP_ERRORS }),
  says('server-timeout', GOOGLE, /4\.4\.2 (?:timeout|connection closed)/, { reference: SMTP_ERRORS }),
  says('auth-mechanism-rejected', GOOGLE, /5\.7\.4 unrecogni[sz]ed authentication type.{0,60}gsmtp/, { reference: SMTP_ERRORS }),
  says('auth-protocol-error', GOOGLE, /^(?!555).{0,12}5\.5\.2 (?:cannot decode|syntax error).{0,60}gsmtp/, {
    stages: ['auth'],
    reference: SMTP_ERRORS,
  }),
  says('auth-policy-blocked', GOOGLE, [/less ?secure/, /please use (?:a )?modern app/], {
    fix: 'Use an app password or OAuth 2.0: access by less secure apps was withdrawn. In Workspace the administrator checks Security > Access and data control.',
  }),
];
