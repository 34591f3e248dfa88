// What people paste, in the shapes in which the programs named write it; user, password and tokens are invented. A table
// for explain-masks-secrets.test.ts, no test of its own.
import type { FindingId } from '../../src/model/finding.ts';

export const USER = 'alice.kalt@example.com';
export const PASSWORD = 'Zq7!kestrel-Quay';
/** With blanks and a quote's worth of trouble, for the shapes that can hold it. */
export const LONG_PASSWORD = 'grey 41 heron, over+wharf';
export const TOKEN = 'ya29.a0AfB_byInventedTokenOfNobody-0123456789';
export const REFRESH_TOKEN = '0.AXoAInventedRefreshTokenOfNobody_0123456789';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const userBase64 = base64(USER);
const passwordBase64 = base64(PASSWORD);
const plain = base64(`\0${USER}\0${PASSWORD}`);
const xoauth2 = base64(`user=${USER}\x01auth=Bearer ${TOKEN}\x01\x01`);
const CRAM_DIGEST = '5b1c0f3a9d7e4c2286ab0e914d7f3c58';
const cram = base64(`${USER} ${CRAM_DIGEST}`);
const APOP_DIGEST = 'c4c9334bac560ecc979e58001b3e22fb';
const SCRAM_PROOF = 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=';
const scramFinal = base64(`c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF,p=${SCRAM_PROOF}`);
const ntlm = base64(`NTLMSSP\0\x03\0\0\0${'k7Qm'.repeat(24)}`);
const KEY_LINE = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7inventedKey0';

export const REFUSED = '535 5.7.8 Error: authentication failed: authentication failure';
const HOST = 'smtp.example.com';

export interface Transcript {
  readonly name: string;
  readonly text: string;
  /** The decisive cause: masking must not cost it. */
  readonly id: FindingId;
  /** What has to be legible afterwards. */
  readonly keeps?: readonly string[];
  /** Secrets besides the password, its Base64, and the tokens above. */
  readonly secrets?: readonly string[];
}

const lines = (...text: readonly string[]): string => text.join('\n');

// biome-ignore format: a table
export const TRANSCRIPTS: readonly Transcript[] = [
  { name: 'swaks, PLAIN', id: 'auth-rejected', keeps: [HOST, REFUSED, 'EHLO', 'STARTTLS', 'QUIT'],
    text: lines(`=== Trying ${HOST}:587...`, `=== Connected to ${HOST}.`, '<-  220 smtp.example.com ESMTP Postfix', ' -> EHLO client.example.net', '<-  250-smtp.example.com', '<-  250 STARTTLS', ' -> STARTTLS', '<-  220 2.0.0 Ready to start TLS', `=== TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256`, ' ~> EHLO client.example.net', '<~  250 AUTH PLAIN LOGIN', ` ~> AUTH PLAIN ${plain}`, `<~* ${REFUSED}`, '*** No authentication type succeeded', ' ~> QUIT', '<~  221 2.0.0 Bye') },
  { name: 'swaks, LOGIN', id: 'auth-rejected', keeps: [REFUSED, '334 UGFzc3dvcmQ6', 'AUTH LOGIN', 'QUIT'],
    text: lines(' ~> AUTH LOGIN', '<~  334 VXNlcm5hbWU6', ` ~> ${userBase64}`, '<~  334 UGFzc3dvcmQ6', ` ~> ${passwordBase64}`, `<~* ${REFUSED}`, '*** No authentication type succeeded', ' ~> QUIT') },
  { name: 'swaks, command line', id: 'auth-rejected', keeps: [`--server ${HOST}`, '--auth-user', REFUSED],
    text: lines(`$ swaks --server ${HOST}:587 --tls --auth LOGIN --auth-user ${USER} --auth-password '${PASSWORD}' --quit-after AUTH`, `<~* ${REFUSED}`) },
  { name: 'swaks, short options', id: 'auth-rejected', keeps: [HOST, '-p 587', REFUSED],
    text: lines(`swaks -s ${HOST} -p 587 -tls -a PLAIN -au ${USER} -ap ${PASSWORD} -q AUTH`, `<~* ${REFUSED}`) },
  { name: 'curl, command line and -v', id: 'auth-rejected', keeps: [HOST, 'curl: (67)', '535 5.7.8'],
    text: lines(`$ curl -v --url smtps://${HOST}:465 --user '${USER}:${PASSWORD}' --mail-from ${USER}`, `* Connected to ${HOST} (192.0.2.10) port 465`, '< 220 smtp.example.com ESMTP', '> EHLO client', '< 250 AUTH PLAIN', '> AUTH PLAIN', '< 334 ', `> ${plain}`, `< ${REFUSED}`, '* closing connection #0', 'curl: (67) Login denied') },
  { name: 'curl, glued option and IMAP', id: 'auth-rejected', keeps: [`imaps://${HOST}`, 'A002 NO [AUTHENTICATIONFAILED]'],
    text: lines(`curl -v imaps://${HOST}/ -u${USER}:${PASSWORD}`, '< * OK IMAP4rev1 ready', '> A001 CAPABILITY', '< A001 OK done', `> A002 LOGIN ${USER} "${PASSWORD}"`, '< A002 NO [AUTHENTICATIONFAILED] Authentication failed.', 'curl: (67) Login denied') },
  { name: 'openssl s_client, typed by hand', id: 'auth-rejected', keeps: ['AUTH LOGIN', '250 AUTH PLAIN LOGIN', REFUSED],
    text: lines('250 AUTH PLAIN LOGIN', 'AUTH LOGIN', '334 VXNlcm5hbWU6', userBase64, '334 UGFzc3dvcmQ6', passwordBase64, REFUSED) },
  { name: 'making the response by hand', id: 'auth-rejected', keeps: [REFUSED],
    text: lines(`$ printf '\\0${USER}\\0${PASSWORD}' | base64`, plain, `$ echo -ne '\\000${USER}\\000${PASSWORD}' | openssl base64`, plain, 'AUTH PLAIN', '334', plain, REFUSED) },
  { name: 'MailKit, SMTP log', id: 'auth-rejected', keeps: [`Connected to smtp://${HOST}:587/?starttls=always`, 'C: AUTH LOGIN', REFUSED],
    text: lines(`Connected to smtp://${HOST}:587/?starttls=always`, 'S: 220 smtp.example.com ESMTP', 'C: EHLO client', 'S: 250-smtp.example.com', 'S: 250 AUTH LOGIN PLAIN', 'C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6', `C: ${userBase64}`, 'S: 334 UGFzc3dvcmQ6', `C: ${passwordBase64}`, `S: ${REFUSED}`) },
  { name: 'MailKit, IMAP log', id: 'auth-rejected', keeps: ['* CAPABILITY IMAP4rev1 AUTH=PLAIN', 'A00000002 NO [AUTHENTICATIONFAILED] Authentication failed.'],
    text: lines(`Connected to imaps://${HOST}:993/`, 'S: * CAPABILITY IMAP4rev1 AUTH=PLAIN', 'C: A00000000 AUTHENTICATE PLAIN', 'S: + ', `C: ${plain}`, 'S: A00000000 NO [AUTHENTICATIONFAILED] Authentication failed.', `C: A00000001 AUTHENTICATE PLAIN ${plain}`, 'S: A00000001 NO [AUTHENTICATIONFAILED] Authentication failed.', `C: A00000002 LOGIN ${USER} "${LONG_PASSWORD}"`, 'S: A00000002 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'MailKit, code', id: 'auth-protocol-disabled', keeps: [HOST, '587', '5.7.139'],
    text: lines(`client.Connect ("${HOST}", 587, SecureSocketOptions.StartTls);`, `client.Authenticate ("${USER}", "${PASSWORD}");`, `await client.AuthenticateAsync(Encoding.UTF8, "${USER}", "${PASSWORD}");`, 'MailKit.Security.AuthenticationException: 535: 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.') },
  { name: '.NET SmtpClient, code', id: 'auth-required', keeps: [HOST, '5.7.57 Client not authenticated to send mail.'],
    text: lines(`var smtp = new SmtpClient("${HOST}") { Credentials = new NetworkCredential("${USER}", "${PASSWORD}"), EnableSsl = true };`, `smtp.Credentials = new System.Net.NetworkCredential("${USER}",@"${PASSWORD}");`, 'System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail.') },
  { name: 'PowerShell', id: 'auth-required', keeps: [HOST, '5.7.57 Client not authenticated to send mail'],
    text: lines(`$pw = ConvertTo-SecureString -String "${PASSWORD}" -AsPlainText -Force`, `$other = ConvertTo-SecureString '${PASSWORD}' -AsPlainText -Force`, `$cred = New-Object System.Management.Automation.PSCredential ("${USER}", (ConvertTo-SecureString -AsPlainText -Force -String ${PASSWORD}))`, `Send-MailMessage -SmtpServer ${HOST} -Port 587 -UseSsl -Credential $cred`, 'Send-MailMessage : The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail.') },
  { name: 'PHPMailer, HTML', id: 'auth-rejected', keeps: ['SERVER -&gt; CLIENT: 334 UGFzc3dvcmQ6', REFUSED],
    text: `2026-01-31 12:00:00 CLIENT -&gt; SERVER: EHLO www.example.net<br>\n2026-01-31 12:00:00 SERVER -&gt; CLIENT: 250-smtp.example.com250 AUTH LOGIN PLAIN<br>\n2026-01-31 12:00:00 CLIENT -&gt; SERVER: AUTH LOGIN<br>\n2026-01-31 12:00:00 SERVER -&gt; CLIENT: 334 VXNlcm5hbWU6<br>\n2026-01-31 12:00:00 CLIENT -&gt; SERVER: ${userBase64}<br>\n2026-01-31 12:00:00 SERVER -&gt; CLIENT: 334 UGFzc3dvcmQ6<br>\n2026-01-31 12:00:00 CLIENT -&gt; SERVER: ${passwordBase64}<br>\n2026-01-31 12:00:01 SERVER -&gt; CLIENT: ${REFUSED}<br>\n2026-01-31 12:00:01 SMTP ERROR: Password command failed: ${REFUSED}<br>\nSMTP Error: Could not authenticate.<br>\n` },
  { name: 'PHPMailer, HTML without its breaks', id: 'auth-rejected', keeps: ['SERVER -> CLIENT: 334 UGFzc3dvcmQ6'],
    text: `2026-01-31 12:00:00 CLIENT -> SERVER: AUTH LOGIN 2026-01-31 12:00:00 SERVER -> CLIENT: 334 VXNlcm5hbWU6 2026-01-31 12:00:00 CLIENT -> SERVER: ${userBase64} 2026-01-31 12:00:00 SERVER -> CLIENT: 334 UGFzc3dvcmQ6 2026-01-31 12:00:00 CLIENT -> SERVER: ${passwordBase64} 2026-01-31 12:00:01 SERVER -> CLIENT: ${REFUSED} 2026-01-31 12:00:01 SMTP ERROR: Password command failed: ${REFUSED}` },
  { name: 'PHPMailer, code', id: 'auth-rejected', keeps: [HOST, REFUSED],
    text: lines(`$mail->Host = '${HOST}';`, `$mail->Username = '${USER}';`, `$mail->Password = '${PASSWORD}';`, `SMTP ERROR: Password command failed: ${REFUSED}`) },
  { name: 'SwiftMailer, in one line', id: 'auth-rejected', keeps: ['<< 334 UGFzc3dvcmQ6', '>> EHLO www.example.net', '535 Authentication Credentials Invalid'],
    text: `Failed to authenticate on SMTP server with username "${USER}" using 1 possible authenticators ++ Starting Swift_SmtpTransport << 220 smtp.example.com ESMTP >> EHLO www.example.net << 250-smtp.example.com 250-AUTH PLAIN LOGIN 250 Ok >> AUTH LOGIN << 334 VXNlcm5hbWU6 >> ${userBase64} << 334 UGFzc3dvcmQ6 >> ${passwordBase64} << 535 Authentication Credentials Invalid !! Expected response code 235 but got code "535", with message "535 Authentication Credentials Invalid"` },
  { name: 'SwiftMailer, HTML', id: 'auth-rejected', keeps: ['&lt;&lt; 334 UGFzc3dvcmQ6'],
    text: `&gt;&gt; AUTH LOGIN<br />\n&lt;&lt; 334 VXNlcm5hbWU6<br />\n&gt;&gt; ${userBase64}<br />\n&lt;&lt; 334 UGFzc3dvcmQ6<br />\n&gt;&gt; ${passwordBase64}<br />\n&lt;&lt; 535 Authentication Credentials Invalid<br />` },
  { name: 'Symfony, DSN and debug', id: 'auth-rejected', keeps: [`@${HOST}:587`, '334 UGFzc3dvcmQ6', '535 5.7.8'],
    text: lines(`MAILER_DSN=smtp://${encodeURIComponent(USER)}:${PASSWORD}@${HOST}:587`, '[2026-01-31T12:00:00.123456+00:00] > AUTH LOGIN', '[2026-01-31T12:00:00.123457+00:00] < 334 VXNlcm5hbWU6', `[2026-01-31T12:00:00.123458+00:00] > ${userBase64}`, '[2026-01-31T12:00:00.123459+00:00] < 334 UGFzc3dvcmQ6', `[2026-01-31T12:00:00.123460+00:00] > ${passwordBase64}`, `[2026-01-31T12:00:00.123461+00:00] < ${REFUSED}`, `Authenticator "LOGIN" returned "Expected response code "235" but got code "535", with message "${REFUSED}"."`) },
  { name: 'Dart mailer', id: 'auth-rejected', keeps: ['< 334 UGFzc3dvcmQ6', REFUSED],
    text: lines('FINE: 2026-01-31 12:00:00.000: > AUTH LOGIN', 'FINE: 2026-01-31 12:00:00.001: < 334 VXNlcm5hbWU6', `FINE: 2026-01-31 12:00:00.002: > ${userBase64}`, 'FINE: 2026-01-31 12:00:00.003: < 334 UGFzc3dvcmQ6', `FINE: 2026-01-31 12:00:00.004: > ${passwordBase64}`, `WARNING: 2026-01-31 12:00:00.005: After sending ${passwordBase64}, response did not start with any of: [2].`, `Response from server: < ${REFUSED}`) },
  { name: 'Dart mailer, code', id: 'auth-rejected', keeps: [HOST, REFUSED],
    text: lines(`final smtpServer = gmail('${USER}', '${PASSWORD}');`, `final other = SmtpServer('${HOST}', port: 587, username: '${USER}', password: '${PASSWORD}');`, `SmtpClientAuthenticationException: Incorrect username / password / credentials (code: ${REFUSED})`) },
  { name: 'hMailServer', id: 'auth-rejected', keeps: ['"SENT: 334 UGFzc3dvcmQ6"', '203.0.113.4', 'SENT: 535 Authentication failed.'],
    text: lines('"SMTPD"\t2772\t3\t"2026-01-31 12:00:00.076"\t"203.0.113.4"\t"SENT: 250-mail.example.com[nl]250-SIZE 258260000[nl]250-AUTH LOGIN[nl]250 HELP"', '"SMTPD"\t2772\t3\t"2026-01-31 12:00:00.123"\t"203.0.113.4"\t"RECEIVED: AUTH LOGIN"', '"SMTPD"\t2772\t3\t"2026-01-31 12:00:00.124"\t"203.0.113.4"\t"SENT: 334 VXNlcm5hbWU6"', `"SMTPD"\t2792\t3\t"2026-01-31 12:00:00.200"\t"203.0.113.4"\t"RECEIVED: ${userBase64}"`, '"SMTPD"\t2792\t3\t"2026-01-31 12:00:00.201"\t"203.0.113.4"\t"SENT: 334 UGFzc3dvcmQ6"', `"SMTPD"\t2772\t3\t"2026-01-31 12:00:00.300"\t"203.0.113.4"\t"RECEIVED: ${passwordBase64}"`, '"SMTPD"\t2772\t3\t"2026-01-31 12:00:00.301"\t"203.0.113.4"\t"SENT: 535 Authentication failed. Restarting authentication process."') },
  { name: 'postfix smtp -v', id: 'auth-rejected', keeps: ['smtp.example.com[192.0.2.10]:587', REFUSED],
    text: lines(`Jan 31 12:00:00 mx postfix/smtp[4711]: smtp_sasl_passwd_lookup: host \`${HOST}' user \`${USER}' pass \`${PASSWORD}'`, `Jan 31 12:00:00 mx postfix/smtp[4711]: maps_find: smtp_sasl_password_maps: hash:/etc/postfix/sasl_passwd(0,lock|fold_fix): [${HOST}]:587 = ${USER}:${PASSWORD}`, `Jan 31 12:00:00 mx postfix/smtp[4711]: xsasl_cyrus_client_get_user: ${USER}`, `Jan 31 12:00:00 mx postfix/smtp[4711]: xsasl_cyrus_client_get_passwd: ${PASSWORD}`, `Jan 31 12:00:00 mx postfix/smtp[4711]: xsasl_cyrus_client_first: uncoded initial reply: \\000${USER}\\000${PASSWORD}`, `Jan 31 12:00:00 mx postfix/smtp[4711]: > ${HOST}[192.0.2.10]:587: AUTH PLAIN ${plain}`, `Jan 31 12:00:01 mx postfix/smtp[4711]: < ${HOST}[192.0.2.10]:587: ${REFUSED}`, `Jan 31 12:00:01 mx postfix/smtp[4711]: 4F1A2B: to=<bob@example.org>, relay=${HOST}[192.0.2.10]:587, delay=1.2, dsn=4.7.8, status=deferred (SASL authentication failed; server ${HOST}[192.0.2.10] said: ${REFUSED})`) },
  { name: 'postfix smtpd -v', id: 'auth-rejected', keeps: ['> unknown[203.0.113.9]: 334 UGFzc3dvcmQ6', 'vstream_fflush_some: fd 9 flush 18', REFUSED],
    text: lines('Jan 31 12:00:00 mx postfix/smtpd[815]: < unknown[203.0.113.9]: AUTH LOGIN', 'Jan 31 12:00:00 mx postfix/smtpd[815]: xsasl_cyrus_server_first: sasl_method LOGIN', 'Jan 31 12:00:00 mx postfix/smtpd[815]: > unknown[203.0.113.9]: 334 VXNlcm5hbWU6', 'Jan 31 12:00:00 mx postfix/smtpd[815]: vstream_fflush_some: fd 9 flush 18', `Jan 31 12:00:00 mx postfix/smtpd[815]: < unknown[203.0.113.9]: ${userBase64}`, `Jan 31 12:00:00 mx postfix/smtpd[815]: xsasl_cyrus_server_next: decoded response: ${USER}`, 'Jan 31 12:00:00 mx postfix/smtpd[815]: > unknown[203.0.113.9]: 334 UGFzc3dvcmQ6', 'Jan 31 12:00:00 mx postfix/smtpd[815]: watchdog_pat: 0x55d0c0ffee00', `Jan 31 12:00:00 mx postfix/smtpd[815]: < unknown[203.0.113.9]: ${passwordBase64}`, `Jan 31 12:00:00 mx postfix/smtpd[815]: xsasl_cyrus_server_next: decoded response: ${PASSWORD}`, `Jan 31 12:00:02 mx postfix/smtpd[815]: > unknown[203.0.113.9]: ${REFUSED}`) },
  { name: 'Postfix, sasl_passwd', id: 'auth-rejected', keeps: [`[${HOST}]:587`, REFUSED],
    text: lines('# /etc/postfix/sasl_passwd', `[${HOST}]:587 ${USER}:${PASSWORD}`, `(SASL authentication failed; server ${HOST}[192.0.2.10] said: ${REFUSED})`) },
  { name: 'Exim -d', id: 'auth-rejected', keeps: ['535 Incorrect authentication data'],
    text: lines(`SMTP<< AUTH PLAIN ${plain}`, 'plain authenticator server_condition:', `  $auth1 = ${USER}`, `  $auth2 = ${USER}`, `  $auth3 = ${PASSWORD}`, `2026-01-31 12:00:00 plain authenticator failed for H=(client) [203.0.113.5]: 535 Incorrect authentication data (set_id=${USER})`, 'SMTP>> 535 Incorrect authentication data') },
  { name: 'Dovecot, auth debug', id: 'auth-rejected', keeps: ['192.0.2.7', 'password mismatch', 'NO [AUTHENTICATIONFAILED]'],
    text: lines(`Jan 31 12:00:00 mx dovecot: auth: Debug: client in: AUTH\t1\tPLAIN\tservice=imap\trip=192.0.2.7\tresp=${plain}`, `Jan 31 12:00:00 mx dovecot: auth: passwd-file(${USER},192.0.2.7): password mismatch (given password: ${PASSWORD})`, `Jan 31 12:00:00 mx dovecot: auth: Debug: passwd-file(${USER},192.0.2.7): CRYPT(${PASSWORD}) != '$6$inventedsalt$inventedhash'`, '1 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'nodemailer, JSON log', id: 'auth-rejected', keeps: ['"tnx":"smtp"', '334 UGFzc3dvcmQ6', '535-5.7.8'],
    text: lines('{"level":20,"time":1769860800000,"component":"smtp-connection","sid":"k2","tnx":"client","msg":"AUTH LOGIN"}', '{"level":20,"time":1769860800001,"component":"smtp-connection","sid":"k2","tnx":"smtp","msg":"334 VXNlcm5hbWU6"}', `{"level":20,"time":1769860800002,"component":"smtp-connection","sid":"k2","tnx":"client","msg":"${userBase64}"}`, '{"level":20,"time":1769860800003,"component":"smtp-connection","sid":"k2","tnx":"smtp","msg":"334 UGFzc3dvcmQ6"}', `{"level":20,"time":1769860800004,"component":"smtp-connection","sid":"k2","tnx":"client","msg":"${passwordBase64}"}`, `{"level":20,"time":1769860800005,"component":"smtp-connection","sid":"k2","tnx":"client","msg":"AUTH PLAIN ${plain}"}`, '{"level":20,"time":1769860800006,"component":"smtp-connection","sid":"k2","tnx":"smtp","msg":"535-5.7.8 Username and Password not accepted. For more information, go to"}') },
  { name: 'nodemailer, code', id: 'auth-rejected', keeps: [HOST, 'port: 587', 'EAUTH'],
    text: lines(`const transporter = nodemailer.createTransport({ host: '${HOST}', port: 587, auth: { user: '${USER}', pass: '${PASSWORD}' } });`, `const other = createTransport({ auth: { user: "${USER}", pass: "${LONG_PASSWORD}" } });`, "Error: Invalid login: 535-5.7.8 Username and Password not accepted.", "  code: 'EAUTH',", "  command: 'AUTH PLAIN'") },
  { name: 'nodemailer, the connection printed by an application', id: 'auth-rejected', keeps: [HOST, '535 5.7.8'],
    text: `{"host":"${HOST}","port":465,"secure":true,"auth":{"user":"${USER}","pass":"${PASSWORD}"},"nested":"{\\"password\\":\\"${PASSWORD}\\"}","response":"${REFUSED}"}` },
  { name: 'JavaMail, mail.debug.auth', id: 'auth-rejected', keeps: [HOST, 'DEBUG SMTP: connected to host', '334 UGFzc3dvcmQ6', REFUSED],
    text: lines(`DEBUG SMTP: trying to connect to host "${HOST}", port 587, isSSL false`, `DEBUG SMTP: connected to host "${HOST}", port: 587`, 'DEBUG SMTP: Attempt to authenticate using mechanisms: LOGIN PLAIN DIGEST-MD5 NTLM XOAUTH2', 'DEBUG SMTP: Using mechanism LOGIN', 'AUTH LOGIN', '334 VXNlcm5hbWU6', userBase64, '334 UGFzc3dvcmQ6', passwordBase64, REFUSED, `javax.mail.AuthenticationFailedException: ${REFUSED}`) },
  { name: 'JavaMail, IMAP with mail.debug.auth.password', id: 'auth-rejected', keeps: [HOST, 'A1 NO [AUTHENTICATIONFAILED] Authentication failed.'],
    text: lines(`DEBUG IMAPS: protocolConnect login, host=${HOST}, user=${USER}, password=${PASSWORD}`, 'DEBUG IMAPS: AUTH: PLAIN', 'DEBUG IMAPS: AUTHENTICATE PLAIN command trace suppressed', 'A0 AUTHENTICATE PLAIN', '+ ', plain, 'A0 NO [AUTHENTICATIONFAILED] Authentication failed.', `A1 LOGIN ${USER} ${PASSWORD}`, 'A1 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'JavaMail, code', id: 'auth-rejected', keeps: [HOST, REFUSED],
    text: lines(`props.put("mail.smtp.host", "${HOST}");`, `return new PasswordAuthentication("${USER}", "${PASSWORD}");`, `transport.connect("${HOST}", "${USER}", "${PASSWORD}");`, `mailSender.setPassword("${PASSWORD}");`, `javax.mail.AuthenticationFailedException: ${REFUSED}`) },
  { name: 'Python smtplib, debug', id: 'auth-rejected', keeps: ["reply: b'334 UGFzc3dvcmQ6\\r\\n'", '535, b', 'retcode (535)'],
    text: lines(`send: 'AUTH PLAIN ${plain}\\r\\n'`, "reply: b'535 5.7.8 Error: authentication failed\\r\\n'", "reply: retcode (535); Msg: b'5.7.8 Error: authentication failed'", `send: 'AUTH LOGIN ${userBase64}\\r\\n'`, "reply: b'334 UGFzc3dvcmQ6\\r\\n'", "reply: retcode (334); Msg: b'UGFzc3dvcmQ6'", `send: '${passwordBase64}\\r\\n'`, "reply: b'535 5.7.8 Error: authentication failed\\r\\n'", "reply: retcode (535); Msg: b'5.7.8 Error: authentication failed'", "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Error: authentication failed')") },
  { name: 'Python, code in a traceback', id: 'auth-rejected', keeps: [HOST, 'line 12', '535, b'],
    text: lines(`with smtplib.SMTP("${HOST}", 587) as server:`, `  File "/srv/app/mail.py", line 12, in <module>`, `    server.login("${USER}", "${PASSWORD}")`, "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted.')") },
  { name: 'Python imaplib, debug', id: 'auth-rejected', keeps: ['HHFC1 NO [AUTHENTICATIONFAILED]'],
    text: lines("  57:21.36 < b'* OK Dovecot ready.'", `  57:21.36 > b'HHFC1 LOGIN ${USER} "${LONG_PASSWORD}"'`, "  57:23.40 < b'HHFC1 NO [AUTHENTICATIONFAILED] Authentication failed.'", "imaplib.IMAP4.error: b'[AUTHENTICATIONFAILED] Authentication failed.'") },
  { name: 'aioimaplib, debug', id: 'auth-rejected', keeps: ['GEKC1 NO [AUTHENTICATIONFAILED]'],
    text: lines("DEBUG    aioimaplib.aioimaplib:aioimaplib.py:405 Sending : b'GEKC0 CAPABILITY\\r\\n'", `DEBUG    aioimaplib.aioimaplib:aioimaplib.py:405 Sending : b'GEKC1 LOGIN ${USER} "${PASSWORD}"\\r\\n'`, "DEBUG    aioimaplib.aioimaplib:aioimaplib.py:340 Received : b'GEKC1 NO [AUTHENTICATIONFAILED] Authentication failed.\\r\\n'") },
  { name: 'offlineimap -d imap', id: 'auth-rejected', keeps: ['GGCP1 NO [AUTHENTICATIONFAILED]', HOST],
    text: lines('DEBUG[imap]:   26:32.14 Acc > GGCP0 CAPABILITY', `DEBUG[imap]:   26:32.14 Acc > GGCP1 LOGIN "${USER}" "${PASSWORD}"`, 'DEBUG[imap]:   26:33.20 Acc < GGCP1 NO [AUTHENTICATIONFAILED] Authentication failed.', `remotehost = ${HOST}`, `remotepass = ${PASSWORD}`) },
  { name: 'node-imap, debug', id: 'auth-rejected', keeps: ["<= 'A1 NO [AUTHENTICATIONFAILED]"],
    text: lines('[connection] Connected to host', "<= '* OK IMAP4 ready'", "=> 'A0 CAPABILITY'", "<= 'A0 OK completed'", `=> 'A1 LOGIN "${USER}" "${PASSWORD}"'`, "<= 'A1 NO [AUTHENTICATIONFAILED] Authentication failed.'") },
  { name: 'MailCore, log and code', id: 'auth-rejected', keeps: [HOST, '2 NO [AUTHENTICATIONFAILED]'],
    text: lines(`session.hostname = @"${HOST}";`, `session.password = @"${PASSWORD}";`, `[session setPassword:@"${PASSWORD}"];`, '* OK ready', '1 CAPABILITY', '1 OK done', `2 LOGIN "${USER}" "${PASSWORD}"`, '2 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)') },
  { name: 'Mailspring and imapflow', id: 'auth-rejected', keeps: ['2 NO [AUTHENTICATIONFAILED]'],
    text: lines(`{"level":20,"time":1652008041975,"component":"imap-connection","src":"c","msg":"2 LOGIN ${USER} \\"${PASSWORD}\\""}`, '{"level":20,"time":1652008042114,"component":"imap-connection","src":"s","msg":"2 NO [AUTHENTICATIONFAILED] Authentication failed."}') },
  { name: 'IMAP, literals', id: 'auth-rejected', keeps: ['a1 NO [AUTHENTICATIONFAILED]'],
    text: lines('a1 LOGIN {22}', '+ OK', `${USER} {${LONG_PASSWORD.length}}`, '+ OK', LONG_PASSWORD, 'a1 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'IMAP, literals without a wait', id: 'auth-rejected', keeps: ['a1 NO [AUTHENTICATIONFAILED]'],
    text: lines('C: a1 LOGIN {22+}', `C: ${USER} {${LONG_PASSWORD.length}+}`, `C: ${LONG_PASSWORD}`, 'S: a1 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'Ruby net-smtp, debug output', id: 'auth-rejected', keeps: ['-> "334 UGFzc3dvcmQ6\\r\\n"', '535 5.7.8'],
    text: lines('opening connection to smtp.example.com:587...', '<- "AUTH LOGIN\\r\\n"', '-> "334 VXNlcm5hbWU6\\r\\n"', `<- "${userBase64}\\r\\n"`, '-> "334 UGFzc3dvcmQ6\\r\\n"', `<- "${passwordBase64}\\r\\n"`, `-> "${REFUSED}\\r\\n"`, `Net::SMTPAuthenticationError (${REFUSED}):`) },
  { name: 'Rails, settings and code', id: 'auth-rejected', keeps: [HOST, ':authentication => :login', REFUSED],
    text: lines(`config.action_mailer.smtp_settings = { address: '${HOST}', user_name: '${USER}', password: '${PASSWORD}' }`, `  :password => '${PASSWORD}', :authentication => :login`, `Net::SMTP.start('${HOST}', 587, 'client', '${USER}', '${PASSWORD}', :plain)`, `Net::SMTPAuthenticationError (${REFUSED}):`) },
  { name: 'Ruby Net::IMAP, debug', id: 'auth-rejected', keeps: ['RUBY0001 NO [AUTHENTICATIONFAILED]'],
    text: lines('S: * OK ready', `C: RUBY0001 LOGIN ${USER} ${PASSWORD}`, 'S: RUBY0001 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'Go, code', id: 'auth-rejected', keeps: [HOST, REFUSED],
    text: lines(`auth := smtp.PlainAuth("", "${USER}", "${PASSWORD}", "${HOST}")`, `d := gomail.NewDialer("${HOST}", 587, "${USER}", "${PASSWORD}")`, `gomail: could not send email 1: ${REFUSED}`) },
  { name: 'Rust lettre and imap', id: 'auth-rejected', keeps: ['a1 NO [AUTHENTICATIONFAILED]'],
    text: lines(`let creds = Credentials::new("${USER}".to_owned(), "${PASSWORD}".to_owned());`, 'server: * OK Dovecot ready.', `client: a1 LOGIN ${USER} ${PASSWORD}`, 'server: a1 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'Perl Net::SMTP, debug', id: 'auth-rejected', keeps: ['<<< 334 UGFzc3dvcmQ6', REFUSED],
    text: lines('Net::SMTP=GLOB(0x55d0c0ffee)>>> AUTH LOGIN', 'Net::SMTP=GLOB(0x55d0c0ffee)<<< 334 VXNlcm5hbWU6', `Net::SMTP=GLOB(0x55d0c0ffee)>>> ${userBase64}`, 'Net::SMTP=GLOB(0x55d0c0ffee)<<< 334 UGFzc3dvcmQ6', `Net::SMTP=GLOB(0x55d0c0ffee)>>> ${passwordBase64}`, `Net::SMTP=GLOB(0x55d0c0ffee)<<< ${REFUSED}`, `$smtp->auth('${USER}', '${PASSWORD}') or die;`) },
  { name: 'imapsync, command line and debug', id: 'auth-rejected', keeps: [`--host1 ${HOST}`, 'NO [AUTHENTICATIONFAILED]'],
    text: lines(`imapsync --host1 ${HOST} --user1 ${USER} --password1 ${PASSWORD} --host2 imap.example.net --user2 bob --password2='${PASSWORD}'`, `Sending: 2 LOGIN ${USER} "${PASSWORD}"`, 'Read: 2 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'msmtp', id: 'auth-rejected', keeps: [HOST, '<-- 334 UGFzc3dvcmQ6', REFUSED],
    text: lines('account work', `host ${HOST}`, `user ${USER}`, `password ${PASSWORD}`, '--> AUTH LOGIN', '<-- 334 VXNlcm5hbWU6', `--> ${userBase64}`, '<-- 334 UGFzc3dvcmQ6', `--> ${passwordBase64}`, `<-- ${REFUSED}`, 'msmtp: authentication failed (method LOGIN)', `msmtp: server message: ${REFUSED}`) },
  { name: 'fetchmail, netrc and log', id: 'auth-rejected', keeps: [HOST, 'NO [AUTHENTICATIONFAILED]'],
    text: lines(`poll ${HOST} proto imap user "${USER}" there with password "${PASSWORD}" is alice here`, `machine ${HOST} login ${USER} password ${PASSWORD}`, `fetchmail: IMAP> A0002 LOGIN "${USER}" "${PASSWORD}"`, 'fetchmail: IMAP< A0002 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'mutt', id: 'auth-rejected', keeps: ['5< 535 5.7.8'],
    text: lines(`set smtp_url = "smtp://${USER}:${PASSWORD}@${HOST}:587/"`, `set imap_pass = "${LONG_PASSWORD}"`, `4> AUTH PLAIN ${plain}`, `5< ${REFUSED}`) },
  { name: 'POP3 over telnet', id: 'auth-rejected', keeps: ['-ERR [AUTH] Authentication failed.'],
    text: lines('+OK ready', `USER ${USER}`, '+OK', `PASS ${LONG_PASSWORD}`, '-ERR [AUTH] Authentication failed.') },
  { name: 'POP3, lower case', id: 'auth-rejected', keeps: ['-ERR [AUTH] Authentication failed.'],
    text: lines('+OK ready', `user ${USER}`, '+OK', `pass ${LONG_PASSWORD}`, '-ERR [AUTH] Authentication failed.') },
  { name: 'APOP', id: 'auth-rejected', keeps: ['+OK POP3 server ready <1896.697170952@dbc.example>', '-ERR [AUTH]'], secrets: [APOP_DIGEST],
    text: lines('S: +OK POP3 server ready <1896.697170952@dbc.example>', `C: APOP ${USER} ${APOP_DIGEST}`, 'S: -ERR [AUTH] Authentication failed.') },
  { name: 'CRAM-MD5', id: 'auth-rejected', keeps: ['334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+', REFUSED], secrets: [cram, CRAM_DIGEST],
    text: lines('C: AUTH CRAM-MD5', 'S: 334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+', `C: ${cram}`, `S: ${REFUSED}`) },
  { name: 'SCRAM', id: 'auth-rejected', keeps: ['NO [AUTHENTICATIONFAILED]'], secrets: [scramFinal, SCRAM_PROOF],
    text: lines('C: A1 AUTHENTICATE SCRAM-SHA-256 biwsbj1hbGljZSxyPXJPcHJOR2Z3RWJlUldnYk5Fa3FP', 'S: + cj1yT3ByTkdmd0ViZVJXZ2JORWtxTyxzPVcyMlphSjBTTlk3c29Fc1VFamI2Z1E9PSxpPTQwOTY=', `C: ${scramFinal}`, 'S: A1 NO [AUTHENTICATIONFAILED] Authentication failed.') },
  { name: 'NTLM', id: 'auth-rejected', keeps: ['535 5.7.3 Authentication unsuccessful'], secrets: [ntlm],
    text: lines('C: AUTH NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw==', 'S: 334 TlRMTVNTUAACAAAADAAMADgAAAA=', `C: ${ntlm}`, 'S: 535 5.7.3 Authentication unsuccessful') },
  { name: 'XOAUTH2 and the token answer', id: 'auth-token-invalid', keeps: ['334 eyJzdGF0dXMiOiI0MDAi', '"expires_in": 3599'], secrets: [xoauth2],
    text: lines(`{ "access_token": "${TOKEN}", "expires_in": 3599, "token_type": "Bearer", "refresh_token": "${REFRESH_TOKEN}" }`, `C: AUTH XOAUTH2 ${xoauth2}`, 'S: 334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==', 'C: ') },
  { name: 'HTTP headers', id: 'oauth-token-request-failed', keeps: ['POST /token', 'invalid_grant'],
    text: lines('POST /token', `Host: oauth2.example.com`, `Authorization: Basic ${base64(`client:${PASSWORD}`)}`, `Proxy-Authorization: Bearer ${TOKEN}`, '', `grant_type=refresh_token&refresh_token=${REFRESH_TOKEN}&client_secret=${PASSWORD}`, '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}'), secrets: [base64(`client:${PASSWORD}`)] },
  { name: 'Apple Mail, Connection Doctor', id: 'auth-rejected', keeps: [HOST, '334 UGFzc3dvcmQ6', REFUSED],
    text: lines(`WROTE Jan 31 12:00:00.000 [kCFStreamSocketSecurityLevelNegotiatedSSL] -- host:${HOST} -- port:587`, 'AUTH LOGIN', '', `READ Jan 31 12:00:00.100 [kCFStreamSocketSecurityLevelNegotiatedSSL] -- host:${HOST} -- port:587`, '334 VXNlcm5hbWU6', '', `WROTE Jan 31 12:00:00.200 [kCFStreamSocketSecurityLevelNegotiatedSSL] -- host:${HOST} -- port:587`, userBase64, '', `READ Jan 31 12:00:00.300 -- host:${HOST} -- port:587`, '334 UGFzc3dvcmQ6', '', `WROTE Jan 31 12:00:00.400 -- host:${HOST} -- port:587`, passwordBase64, '', REFUSED) },
  { name: 'settings, .env and properties', id: 'auth-rejected', keeps: [`MAIL_HOST=${HOST}`, 'MAIL_PORT=587', REFUSED],
    text: lines(`MAIL_HOST=${HOST}`, 'MAIL_PORT=587', `MAIL_USERNAME=${USER}`, `MAIL_PASSWORD=${LONG_PASSWORD}`, `export SMTP_PASS="${PASSWORD}"`, `spring.mail.password=${PASSWORD}`, `EMAIL_HOST_PASSWORD = '${PASSWORD}'`, `AuthPass=${PASSWORD}`, REFUSED) },
  { name: 'settings, YAML', id: 'auth-rejected', keeps: [`host: ${HOST}`, 'port: 587', REFUSED],
    text: lines('mail:', `  host: ${HOST}`, '  port: 587', `  username: ${USER}`, `  password: ${LONG_PASSWORD}`, '  environment:', `    - SMTP_PASSWORD=${PASSWORD}`, '    - name: SMTP_PASSWORD', `      value: ${PASSWORD}`, REFUSED) },
  { name: 'settings, XML', id: 'auth-rejected', keeps: [HOST, 'port="587"', REFUSED],
    text: lines(`<network host="${HOST}" port="587" userName="${USER}" password="${PASSWORD}" />`, `<add key="SmtpPassword" value="${PASSWORD}" />`, `<password>${PASSWORD}</password>`, `<entry name="mail.password">${PASSWORD}</entry>`, '<key>SMTPPassword</key>', `<string>${PASSWORD}</string>`, REFUSED) },
  { name: 'a private key', id: 'auth-rejected', keeps: [REFUSED], secrets: [KEY_LINE],
    text: lines('-----BEGIN PRIVATE KEY-----', KEY_LINE, KEY_LINE, '-----END PRIVATE KEY-----', REFUSED) },
  { name: 'a private key as JSON holds it', id: 'auth-rejected', keeps: [REFUSED], secrets: [KEY_LINE],
    text: lines(`{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----\\n${KEY_LINE}\\n-----END PRIVATE KEY-----\\n"}`, REFUSED) },
  { name: 'other command lines', id: 'auth-rejected', keeps: [HOST, REFUSED],
    text: lines(`sendemail -s ${HOST}:587 -xu ${USER} -xp ${PASSWORD}`, `mailx -S smtp=${HOST} -S smtp-auth-password=${PASSWORD}`, `testsaslauthd -u ${USER} -p ${PASSWORD}`, `sshpass -p${PASSWORD} ssh mx`, `smtp-cli --server=${HOST} --user=${USER} --pass=${PASSWORD}`, `curl --oauth2-bearer ${TOKEN} smtp://${HOST}`, `openssl pkcs12 -in a.p12 -passin pass:${PASSWORD}`, REFUSED) },
];
