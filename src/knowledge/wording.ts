// What each finding means in general, what helps, and who must act: the words for replies and codes whose entry
// has none of its own. Knows no pattern.
import type { FindingId, Owner } from '../model/finding.ts';
import { type Advice, type AdviceContext, adviceFor, clientPorts, delegatedScope, NOTHING_SEEN, settingOf } from './advice.ts';
import { CHECK_WORDING, type Wording } from './check-wording.ts';

export type { Wording } from './check-wording.ts';

interface Entry extends Omit<Wording, 'fix'> {
  readonly fix: Advice;
}

const words = (title: string, meaning: string, fix: Advice, owner: Owner, reference: string | null = null): Entry => ({
  title,
  meaning,
  fix,
  owner,
  reference,
});

/** What support has to tell first where mail was refused after the login. */
const FINE = 'Connection and login were fine.';

const WORDING = {
  'bad-target': words(
    'This is no host name',
    'What was given as a host name holds a scheme, a port, a space or another character that no name has.',
    'Give the bare name (mail.example.com) in the host field, and the port in its own field.',
    'you',
    'RFC 1123 §2.1',
  ),
  'dns-name-not-found': words(
    'The host name does not exist',
    'DNS answered that there is no such name (NXDOMAIN).',
    "Check the spelling of the host name against the provider's help page; `dig +short <host>` must print an address. For your own domain, add the A or AAAA record at your DNS host.",
    'you',
    'RFC 1035 §4.1.1',
  ),
  'dns-no-address': words(
    'The name exists, but has no address',
    'The name has no A or AAAA record: it is a domain and not a mail host, or the record was never made.',
    'Look for the mail host with `dig MX <domain>` and use that name, or have whoever runs the DNS zone add the A record.',
    'you',
    'RFC 5321 §5.1',
  ),
  'dns-server-failure': words(
    'DNS could not answer',
    'The resolver got no usable answer (SERVFAIL, REFUSED or a broken packet): a broken delegation, DNSSEC, or a resolver that will not serve this client.',
    'Ask a second resolver: `dig <host> @9.9.9.9`. If it fails there too, the domain owner must repair the zone (check DNSSEC with `dig +cd`); if not, change the resolver in /etc/resolv.conf or the network settings.',
    'network',
    'RFC 8914',
  ),
  'dns-timeout': words(
    'No DNS resolver answered',
    'The configured resolver is silent or not running, or this machine has no network: the name could not be looked up at all.',
    'Check the resolver address (`resolvectl status`, /etc/resolv.conf, on Windows `ipconfig /all`; in a container its --dns option), the VPN, and that the firewall lets UDP and TCP 53 out.',
    'network',
  ),
  'tcp-refused': words(
    'The connection was refused',
    'A host answered, and nothing listens on that port, or a firewall rejects it.',
    (seen) =>
      `Check host and port: ${clientPorts(seen)}. On the server: \`ss -ltnp\` must show the port. In a container, \`localhost\` is the container itself: use the name of the mail service.`,
    'you',
  ),
  'tcp-timeout': words(
    'No answer to the connection attempt',
    'Packets to that port are dropped, by a firewall or the hosting provider, or the host is down. Port 25 is blocked outbound by most ISPs and clouds; some block 465 and 587 too.',
    ({ protocol }) =>
      `${protocol === null || protocol === 'smtp' ? 'Try 587, 465 or 2525 instead of 25, and from another network' : 'Try from another network'}. If only this network fails, ask whoever runs its firewall (or the hosting provider's support) to open outbound TCP to that port.`,
    'network',
  ),
  'tcp-unreachable': words(
    'No route to the host',
    'The network says that the address cannot be reached: no route, no neighbour, or a firewall that answers "prohibited".',
    'Check the VPN and the default route (`ip route get <address>`), that IPv6 works if the address is one, and the local firewall. Some hosting plans remove the route for mail ports: ask their support.',
    'network',
  ),
  'tcp-reset': words(
    'The connection was reset',
    'The peer or something on the way ended the connection hard: an IP filter such as fail2ban, a load balancer with no server behind it, or a firewall that inspects traffic.',
    "Try from another network. If it works there, have the server's administrator look for this client's address in fail2ban, CrowdSec or the firewall.",
    'server',
  ),
  'connection-closed': words(
    'The server closed the connection without a word',
    'It hung up where a reply was due: a connection limit, an access filter, or the wrong mode for this port (TLS spoken to a plaintext port or the reverse).',
    (seen) =>
      `Check that port and mode fit: ${clientPorts(seen)}. If they do, the administrator finds the reason in the server's log at that minute.`,
    'server',
  ),
  'host-unreachable': words(
    'The host does not answer',
    'No mail port of the host could be reached.',
    'Check the host name and that the server is up; try from another network to tell a firewall from a server that is down.',
    'network',
  ),
  'proxy-unreachable': words(
    'The proxy cannot be reached',
    'The connection to the proxy itself failed, the mail server was not tried.',
    "Check the proxy's host and port in the client's proxy setting, and that the proxy runs.",
    'network',
  ),
  'proxy-auth-required': words(
    'The proxy wants a login',
    'The proxy refused for want of valid credentials.',
    "Give the proxy's user name and password (socks5://user:pass@host:port).",
    'you',
    'RFC 9110 §15.5.8',
  ),
  'proxy-refused': words(
    'The proxy would not connect',
    "The proxy's rules forbid the mail server or its port.",
    (seen) => `Ask whoever runs the proxy to allow CONNECT to the mail host on ${clientPorts(seen)}.`,
    'network',
  ),
  'proxy-protocol-error': words(
    "The proxy's answer makes no sense",
    'What answered is not a proxy of the kind configured.',
    "Check the proxy type (SOCKS5 or HTTP) against its port in the client's proxy setting.",
    'you',
  ),
  'deadline-exceeded': words(
    'The time allowed ran out',
    'Nothing was settled before the overall limit.',
    'Raise the timeout of the client (mailprobe: --timeout) and see which step is slow.',
    'you',
  ),
  'greeting-timeout': words(
    'Connected, but no greeting',
    'The server accepts the connection and says nothing: an implicit TLS port spoken to in plaintext, a deliberate delay, or a proxy with nothing behind it.',
    (seen) => `Set the client to ${clientPorts(seen)}. If that already fits, raise the greeting timeout to 60 s.`,
    'you',
    'RFC 8314 §3',
  ),
  'greeting-refused': words(
    'The server takes no mail here',
    'It refuses the session in place of a greeting, by policy or because this host is not meant to take mail.',
    (seen) =>
      `Check that the host name is the provider's host for clients (${clientPorts(seen)}), not its MX. If it is, the server's administrator must allow this client.`,
    'server',
    'RFC 5321 §3.1',
  ),
  'greeting-busy': words(
    'The server is busy at the moment',
    'It has no free process, too much load, or is being restarted; it says so in its greeting and wants the client to come back.',
    "Try again in some minutes with fewer connections at once. If it lasts, the server's administrator must raise its process limit or look at the load.",
    'server',
    'RFC 5321 §4.2.2',
  ),
  'server-blocks-ip': words(
    "The server blocks this client's address",
    "The refusal names a blocklist, a reputation or the client's own IP address. Nothing is wrong with user name or password.",
    (seen) =>
      `${seen.protocol === null || seen.protocol === 'smtp' ? `Send with login through your provider's ${clientPorts(seen)} instead of port 25. ` : ''}If this is your own mail server: look the address up at the list that is named, cure the cause, then ask for removal there.`,
    'network',
  ),
  'rate-limited': words(
    'Too many connections, messages or commands',
    'The server limits what one client may do at once or in a while, and the limit is reached. It is temporary.',
    'Lower the number of parallel connections in the client (one or two), send several messages over one connection, and wait some minutes before the next try.',
    'you',
  ),
  'not-smtp': words(
    'That port does not speak SMTP',
    'Another service answered.',
    (seen) => `Use ${clientPorts(seen)} of the mail host. Check the host name and any port forwarding.`,
    'you',
  ),
  'reply-malformed': words(
    'The answer is no valid reply',
    "What came does not follow the protocol: another service, a proxy's error page, or a fault of the server.",
    'Check host and port; look at the raw answer with `openssl s_client -connect <host>:<port> -crlf`.',
    'server',
    'RFC 5321 §4.2',
  ),
  'mode-mismatch': words(
    'The encryption mode does not fit the port',
    'One side speaks TLS from the first byte, the other expects plaintext (or TLS was started twice).',
    (seen) =>
      `Change port or mode in the client: ${clientPorts(seen)}.${seen.protocol === null || seen.protocol === 'smtp' ? ' In nodemailer `secure: true` belongs to 465 only, in PHPMailer ENCRYPTION_SMTPS to 465 and ENCRYPTION_STARTTLS to 587.' : ''}`,
    'you',
    'RFC 8314 §3',
  ),
  'middlebox-masking': words(
    'A firewall rewrites the SMTP dialogue',
    'The greeting or the EHLO keywords are overwritten with asterisks or X: the mail inspection of a firewall (Cisco ASA or PIX). STARTTLS and AUTH get lost with it.',
    'Whoever runs the firewall: `no inspect esmtp` in its global policy (PIX: `no fixup protocol smtp`), or allow TLS in the inspection policy. Until then use a port with TLS from the first byte.',
    'network',
  ),
  'ehlo-rejected': words(
    'The server refuses EHLO',
    'It knows only the old HELO, or a firewall in between filters EHLO: no STARTTLS and no login is possible that way.',
    ({ protocol }) =>
      protocol === null || protocol === 'smtp'
        ? 'Use port 587 or 465 of the host. If those refuse too, whoever runs the server or the firewall before it must allow EHLO (`no inspect esmtp` on Cisco).'
        : "The server's administrator finds the reason in the mail log under this client's address.",
    'server',
    'RFC 5321 §4.1.1.1',
  ),
  'ehlo-name-rejected': words(
    'The name given in EHLO is refused',
    'The server wants a full host name, or an address in brackets, and got something like "localhost" or a name with an underscore.',
    ({ protocol }) =>
      protocol === null || protocol === 'smtp'
        ? "Set the client's EHLO/HELO name to a full name that exists in DNS (nodemailer: `name`; Python: `local_hostname`; mailprobe: --ehlo), or to the address in brackets, [192.0.2.1]."
        : "Give the client's machine a full name that exists in DNS.",
    'you',
    'RFC 5321 §4.1.4',
  ),
  'client-no-rdns': words(
    "This client's address has no fitting reverse DNS",
    'The server looked up the PTR record of the connecting address and found none, or one that does not lead back to it.',
    'Whoever owns the address (ISP or hosting provider) must set a PTR record to a host name whose A/AAAA record points back. Or send through a submission port with login, where this is not asked.',
    'network',
    'RFC 1912 §2.1',
  ),
  'client-too-early': words(
    'The client spoke before its turn',
    'The server saw data before it had sent its whole greeting, and takes that for a spam program.',
    'Have the client wait for the complete greeting (220 without a hyphen). If it does: switch off a proxy protocol header, or TLS on a plaintext port, that sends bytes first.',
    'you',
    'RFC 5321 §4.3.1',
  ),
  'server-fault': words(
    'The server has a fault of its own',
    "It names its configuration, its disk or a service behind it. Nothing on the client's side can change that.",
    "Tell the server's administrator the reply and the time; the cause is in the mail log of that minute. Try again later.",
    'server',
    'RFC 3463 §3.4',
  ),
  'server-timeout': words(
    'The server gave up waiting',
    'The client was silent for too long, or the connection stalled on the way.',
    'Have the client send its commands without pauses (no prompt for a password in the middle). If it stalls by itself, check MTU and firewall on the way.',
    'you',
    'RFC 5321 §4.5.3.2',
  ),
  'starttls-not-offered': words(
    'STARTTLS is not offered',
    'The server does not list STARTTLS on this port, or something on the way removes it.',
    (seen) => `Use ${clientPorts(seen)}, or have the server's administrator set up a certificate${settingOf('starttls', seen)}.`,
    'server',
    'RFC 3207',
  ),
  'starttls-rejected': words(
    'STARTTLS is refused',
    'The server cannot start TLS just now, or not at all: most often its certificate or key cannot be loaded.',
    "The server's administrator: look in the mail log for the reason, check path, permissions and pairing of certificate and key, then reload the service. Until then use a port with TLS from the first byte, if there is one.",
    'server',
    'RFC 3207 §4',
  ),
  'tls-handshake-failed': words(
    'The TLS handshake failed',
    'Both sides could not agree on a secure connection; the text does not narrow it further.',
    ({ protocol }) =>
      `Run \`openssl s_client -connect <host>:<port> -servername <host>\` (add \`-starttls ${protocol ?? 'smtp'}\` where TLS comes by STARTTLS) and read the alert. The server's log has the other half.`,
    'server',
    'RFC 8446 §6.2',
  ),
  'tls-version-unsupported': words(
    'No TLS version in common',
    'One side offers only versions that the other no longer takes (TLS 1.0 and 1.1 are mostly off).',
    (seen) =>
      `Bring the older side to TLS 1.2 or newer: update the program or its OpenSSL/.NET/Java, or the server's setting${settingOf('tls-versions', seen)}.`,
    'you',
    'RFC 8996',
  ),
  'tls-no-shared-cipher': words(
    'No cipher suite in common',
    'The server refused everything that was offered, or offers keys or parameters too weak for this client.',
    "The server's administrator: allow ECDHE with AES-GCM, use a 2048-bit RSA or P-256 key and at least 2048-bit DH parameters. Stop-gap on the client: `DEFAULT@SECLEVEL=1`.",
    'server',
    'RFC 9325 §4.2',
  ),
  'tls-client-certificate-required': words(
    'The server wants a client certificate',
    'It asks the client to prove itself with a certificate, and refuses without, or does not accept the one given.',
    (seen) =>
      `Use the ordinary port for clients (${clientPorts(seen)}), or give the client certificate and key that the server's administrator issued (mailprobe: --client-cert, --client-key).`,
    'you',
    'RFC 8446 §4.4.2',
  ),
  'tls-intercepted': words(
    'Something on the way replaces the certificate',
    "The certificate was issued by an antivirus or inspection product on this machine or network, not by the mail server's authority.",
    "Switch off mail scanning of TLS connections in that product or exempt the mail program and ports. Where it must stay, add the product's root certificate to the client's trust store (Node: NODE_EXTRA_CA_CERTS).",
    'network',
  ),
  'cert-expired': words(
    'The certificate has expired',
    "The server's certificate, or one above it in the chain, is past its end date.",
    (seen) =>
      `The server's administrator: renew it (\`certbot renew\`) and reload the mail service, which keeps the old one until then${settingOf('reload', seen)}. Check the clock of this machine, too.`,
    'server',
    'RFC 5280 §4.1.2.5',
  ),
  'cert-not-yet-valid': words(
    'The certificate is not valid yet',
    'Its start date is in the future: usually the clock of this machine is wrong.',
    "Set the clock (`timedatectl set-ntp true`, on Windows `w32tm /resync`). If it is right, the server's administrator must look at the server's clock and certificate.",
    'you',
    'RFC 5280 §4.1.2.5',
  ),
  'cert-name-mismatch': words(
    'The certificate is for another name',
    'The name (or IP address) that was connected to is not among the names in the certificate.',
    "Connect by a name that the certificate bears: it is listed after DNS: in the message, or by `openssl s_client … | openssl x509 -noout -ext subjectAltName`. Or the server's administrator reissues it with this name.",
    'you',
    'RFC 9525',
  ),
  'cert-self-signed': words(
    'The certificate is self-signed',
    'No authority vouches for it: the server still has its installation certificate, or is meant to be known only here.',
    "The server's administrator: install a certificate from a public authority (Let's Encrypt). For a server of your own, hand the certificate to the client as trusted (Node: `ca` or NODE_EXTRA_CA_CERTS) and do not switch verification off.",
    'server',
    'RFC 5280 §6',
  ),
  'cert-untrusted-root': words(
    "The certificate's authority is not trusted here",
    'The chain leads to a root that this client does not know: a private authority, an inspecting firewall or antivirus, or an old trust store.',
    "Look at the issuer. A public one: update ca-certificates, Java or Node. A company's own: add its root to the client (NODE_EXTRA_CA_CERTS, `node --use-system-ca`, `keytool -importcert`). An antivirus: exempt the mail ports there.",
    'you',
    'RFC 5280 §6',
  ),
  'cert-missing-intermediate': words(
    'The server sends an incomplete certificate chain',
    'The certificate is there, the one that links it to a known root is not. Browsers fetch it by themselves, mail programs do not. An antivirus that replaces the certificate looks the same: check the issuer.',
    (seen) => `The server's administrator: configure the full chain, fullchain.pem${settingOf('chain', seen)}, and reload.`,
    'server',
    'RFC 8446 §4.4.2',
  ),
  'cert-wrong-purpose': words(
    'The certificate is not meant for servers',
    'It lacks the serverAuth purpose, or one above it is no authority.',
    "The server's administrator: have it reissued with extendedKeyUsage serverAuth.",
    'server',
    'RFC 5280 §4.2.1.12',
  ),
  'cert-revoked': words(
    'The certificate was revoked',
    'Its authority has withdrawn it.',
    "The server's administrator: get a new certificate with a new key and reload the mail service.",
    'server',
    'RFC 6960',
  ),
  'cert-weak-key': words(
    "The certificate's key is too weak",
    'An RSA key under 2048 bits (or its like) is below what this client accepts.',
    "The server's administrator: reissue the certificate with RSA 2048 or ECDSA P-256.",
    'server',
    'RFC 9325 §4.5',
  ),
  'cert-weak-signature': words(
    "The certificate's signature is too weak",
    'A certificate in the chain is signed with SHA-1 or MD5.',
    "The server's administrator: reissue it with a SHA-256 signature and replace old intermediates.",
    'server',
    'RFC 9155',
  ),
  'auth-not-advertised': words(
    'Login is not offered here',
    'The server does not take AUTH on this port, or not before TLS: an MX host, a relay port, or a server whose login is switched off.',
    (seen) =>
      `Use ${clientPorts(seen)} of the host that is for clients. On your own server enable login there${settingOf('login', seen)}.`,
    'you',
    'RFC 6409',
  ),
  'auth-no-common-mechanism': words(
    'No login mechanism in common',
    'The client knows none of the mechanisms that the server offers.',
    "Enable PLAIN or LOGIN over TLS on the server, or a mechanism of the server's list in the client (for Microsoft and Google: XOAUTH2).",
    'you',
    'RFC 4954 §4',
  ),
  'auth-encryption-required': words(
    'TLS must come first',
    'The server takes no login and no mail over an unencrypted connection.',
    (seen) => `Switch the client to ${clientPorts(seen)}.`,
    'you',
    'RFC 4954 §6',
  ),
  'auth-server-unproven': words(
    'The server did not prove that it knows the password',
    'SCRAM and DIGEST-MD5 have the server prove itself as well, and its proof is wrong or missing: it may be another server than the one that was meant.',
    'Do not log in with a mechanism that shows the password itself. Compare the certificate with the server’s own, and check from another network; if it is the right one, its administrator repairs the stored credentials.',
    'server',
    'RFC 5802 §5',
  ),
  'auth-rejected': words(
    'User name or password is not accepted',
    'The login was refused. The server does not say which of the two is wrong, or whether it wants another kind of password.',
    'Check in this order: the full address as user name; the password typed anew, without spaces or quotes around it; an app password where the provider has two-factor login; the host that belongs to this account. The owner of the mailbox can test the same pair in webmail.',
    'you',
    'RFC 4954 §6',
  ),
  'auth-app-password-required': words(
    'The provider wants an app password',
    "The account's own password is not taken from mail programs: a separate one must be made for them.",
    "The owner of the mailbox makes an app password in the account's security settings and enters it in place of the account password.",
    'you',
  ),
  'auth-web-login-required': words(
    'The provider wants a sign-in by browser first',
    'The login looked unusual; the provider holds it back until the owner has confirmed it.',
    'The owner of the mailbox signs in by browser, confirms the sign-in, then tries again. An app password or OAuth avoids it.',
    'you',
  ),
  'auth-basic-disabled': words(
    'Password login is switched off, OAuth is wanted',
    'User name and password are not taken any more for this account; a sign-in by OAuth 2.0 still is.',
    "Switch the client to OAuth 2.0 (XOAUTH2). Where that is impossible, the tenant's administrator may allow basic authentication in the authentication policy.",
    'provider',
  ),
  'auth-oauth-required': words(
    'Only OAuth 2.0 is accepted',
    'The server takes access tokens (XOAUTH2 or OAUTHBEARER), no passwords.',
    'Set the client to OAuth 2.0 and authorise it with the provider.',
    'you',
    'RFC 7628',
  ),
  'auth-protocol-disabled': words(
    'Access by mail programs is switched off for this account',
    'SMTP, IMAP or POP3 is disabled for the tenant, the mailbox or the account. No password and no token gets round it.',
    "The owner of the mailbox (or the administrator of the organisation) switches IMAP/POP3/SMTP access on in the provider's mail settings.",
    'provider',
  ),
  'auth-policy-blocked': words(
    'A policy refuses this login',
    'User name and password may well be right: a rule about place, device, risk or kind of client says no.',
    'The administrator looks the attempt up in the sign-in log, which names the policy, and makes an exception for this account or address.',
    'provider',
  ),
  'auth-ip-not-allowed': words(
    "This client's address is not on the allow-list",
    'The credentials are right; logins are accepted only from listed IP addresses.',
    "Add the public address of the sending machine (IPv4 and IPv6: `curl -4 https://ifconfig.co`) to the authorised addresses in the provider's console, or switch the restriction off there.",
    'provider',
  ),
  'auth-api-key-invalid': words(
    'The API key is not accepted',
    'The relay does not know the key: revoked, mistyped, of another region or project, or used with the wrong user name.',
    "Create a new key with permission to send mail in the relay's console, paste it without a line break, and use the user name that the relay prescribes.",
    'you',
  ),
  'auth-username-format': words(
    'The user name has the wrong form',
    'The server asks for another form of user name, usually the full address.',
    "Enter the full mail address as user name (user@example.com) in the client's account settings.",
    'you',
  ),
  'auth-protocol-error': words(
    'The login dialogue itself went wrong',
    'The server could not read what the client sent: bad Base64, an answer that does not fit the mechanism, or a break-off. It says nothing about the password.',
    'Choose another mechanism in the client (PLAIN or LOGIN over TLS) or update it; look for a proxy that changes the dialogue.',
    'you',
    'RFC 4954 §4',
  ),
  'auth-account-locked': words(
    'The account is locked, disabled or needs a new password',
    'The server knows the account and does not let it in as it stands.',
    'The owner signs in to webmail, follows what it asks (new password, unlock), then tries again. In an organisation the mail administrator unlocks the account.',
    'provider',
  ),
  'auth-rate-limited': words(
    'Too many logins',
    'The server counts logins or failed logins and refuses more for a while, whatever the password is.',
    'Stop all programs that use this account, wait 15 to 60 minutes, correct the password everywhere, and reuse connections instead of one login a message.',
    'you',
  ),
  'auth-mechanism-rejected': words(
    'This login mechanism is not taken',
    'The server refuses the way of logging in, not the password.',
    'Choose another mechanism in the client: PLAIN or LOGIN after TLS, NTLM or XOAUTH2 where the server lists only those.',
    'you',
    'RFC 4954 §4',
  ),
  'auth-temporary-failure': words(
    'The server cannot check logins at the moment',
    'The service that checks passwords (LDAP, SQL, AD FS) does not answer. The password was not judged.',
    "Try again later. The server's administrator: check that the authentication service runs and that the mail server can read its socket, and the mail log.",
    'server',
    'RFC 4954 §6',
  ),
  'auth-token-invalid': words(
    'The access token is not accepted',
    'The token is malformed, expired, or made for another service.',
    (seen) =>
      `Get a new access token with the mail scope (Google: https://mail.google.com/; Microsoft: ${delegatedScope(seen)}), and send it with the user name it was issued for.`,
    'you',
    'RFC 7628 §3.2.2',
  ),
  'auth-token-expired': words(
    'The access token has expired',
    'Access tokens live about an hour; this one is past it.',
    'Have the client fetch a new access token with its refresh token before it logs in.',
    'you',
    'RFC 6750 §3.1',
  ),
  'auth-token-scope': words(
    'The access token lacks the mail scope',
    'The token is valid, but not for sending or reading mail on this server.',
    (seen) =>
      `Request the token again with the mail scope (Google: https://mail.google.com/; Microsoft: ${delegatedScope(seen)}).`,
    'you',
    'RFC 6750 §3.1',
  ),
  'auth-token-user': words(
    'Token and user name do not belong together, or the mailbox does not take the token',
    'The server refused a token whose user differs from the user name given, or whose mailbox may not log in this way.',
    'Use as user name the primary address of the account that granted the token, or grant the application access to the mailbox.',
    'you',
  ),
  'oauth-token-request-failed': words(
    'The identity provider refused to issue a token',
    'The failure is at the token endpoint, before the mail server was asked.',
    'Check client id, client secret, tenant and redirect address against the app registration.',
    'you',
    'RFC 6749 §5.2',
  ),
  'auth-required': words(
    'The server wants a login before it takes mail',
    'The client sent mail without having logged in, or its login had failed and it went on.',
    (seen) =>
      `Switch authentication on in the client, with user name and password, on ${clientPorts(seen)}. If it is on, look further up in the log for the refused login.`,
    'you',
    'RFC 4954 §6',
  ),
  'relay-denied': words(
    'The server will not pass mail on to that recipient',
    'It takes mail for its own domains only, unless the sender has logged in or is on its list.',
    (seen) =>
      `Log in (SMTP authentication) and use ${clientPorts(seen)}. For your own server: let the sending address relay, or add the recipient's domain to its own domains.`,
    'you',
    'RFC 7504',
  ),
  'sender-not-allowed': words(
    'This sender address is not allowed',
    'The login may not send as that address, or the address or its domain is not verified, unknown or barred.',
    'Set the From address to the mailbox that logs in, or have the provider add the other address as alias, "send as" right or verified sender.',
    'you',
  ),
  'account-quota-exceeded': words(
    "The account's sending limit is used up",
    'The provider counts messages, recipients or credits, and takes no more for now.',
    "Wait until the counter starts anew (often 24 hours), spread the sending, or have the account's owner raise the plan.",
    'provider',
  ),
  'account-restricted': words(
    'The account may not send',
    'It is not activated, on a trial plan, unpaid, or barred after spam was seen.',
    "The account's owner writes to the provider's support, or follows the notice in its console, to have sending activated; after a break-in change the password first.",
    'provider',
  ),
  greylisted: words(
    'Greylisted: come back later',
    'The server turns strangers away once on purpose and takes the message at the second try.',
    'Nothing to change: a mail server retries by itself after some minutes. A program that sends directly should hand its mail to a server with a queue.',
    'you',
    'RFC 6647',
  ),
  'mailbox-in-use': words(
    'Another session holds the mailbox',
    'A POP3 mailbox is for one session at a time, and one is open or was not closed cleanly.',
    'Close other mail programs on this mailbox, wait for the old session to time out (up to 10 minutes), and lengthen the polling interval.',
    'you',
    'RFC 1939 §4',
  ),
  'service-unavailable': words(
    'The server ends the session for reasons of its own',
    'The session stood, and the server closes it: it goes down, is restarted or serviced. Nothing is said of the login.',
    "Connect again after a minute; a client that keeps connections open should do so by itself. If it happens often, the server's administrator finds the reason in the mail log of that minute.",
    'server',
    'RFC 5321 §3.8',
  ),
  'command-timeout': words(
    'A command got no answer in time',
    'The connection stood and was answered before; then the server, or something on the way, fell silent for longer than the client waits.',
    "Raise the client's read timeout to 60 s or more and try again. If it always stalls at the same command, try another network (MTU, inspecting firewall); the server's administrator finds the session in the mail log.",
    'server',
    'RFC 5321 §4.5.3.2',
  ),
  'cert-revocation-unchecked': words(
    "The certificate's revocation could not be checked",
    "The client wants to know whether the certificate was revoked, and could not reach its authority's CRL or OCSP service. The certificate itself may be fine.",
    'Let this machine reach the addresses in the certificate (outbound HTTP, port 80, also through the proxy of the service account). Where that is impossible, switch the revocation check off in the client.',
    'network',
    'RFC 5280 §6.3',
  ),
  'cert-malformed': words(
    'The certificate cannot be used as it is made',
    'It is broken, or of a kind that this client does not take, such as an X.509 version 1 certificate.',
    "The server's administrator: have it made anew as X.509 version 3, with the host name as subjectAltName.",
    'server',
    'RFC 5280 §4.1',
  ),
  'recipient-unknown': words(
    "The recipient's address is not known there",
    `${FINE} The server names the recipient as the reason: no such mailbox or domain, or not one that it delivers to.`,
    "Check the recipient's address letter by letter, and remove it from address books and lists if it no longer exists; if it is right, the recipient's mail administrator must say why it is refused.",
    'you',
    'RFC 3463 §3.2',
  ),
  'mailbox-full': words(
    "The recipient's mailbox is full",
    `${FINE} The mailbox of the recipient has no room left; no limit of the sender is meant.`,
    'Reach the recipient by another way and have the mailbox emptied or its quota raised; then send again.',
    'you',
    'RFC 3463 §3.3',
  ),
  'message-too-large': words(
    'The message is too large',
    `${FINE} The message, attachments and their encoding (a third more) included, exceeds what the server takes.`,
    'Send a link instead of the attachment, or several smaller messages. On a server of your own the limit is a setting.',
    'you',
    'RFC 1870',
  ),
  'content-rejected': words(
    'The message is refused for what it holds, or by policy',
    `${FINE} A filter took the message for spam or malware, or an attachment or a policy stands against it.`,
    "Send a plain test message without links and attachments: if it passes, the content is the reason. Check SPF, DKIM and DMARC of the sender's domain, and write to the recipient's postmaster with the reply.",
    'you',
    'RFC 3463 §3.8',
  ),
  'sender-unauthenticated': words(
    'SPF, DKIM or DMARC do not cover the message',
    `${FINE} The receiving server wants proof that the message comes from the domain in its From header, and finds none.`,
    "Whoever runs the sender's domain: add the sending server to the SPF record (`dig TXT <domain>`), sign with DKIM for this domain, and let From be of it. With a relay: verify the domain in its console.",
    'you',
    'RFC 7489',
  ),
  'mail-loop': words(
    'The message goes round in circles',
    `${FINE} The servers hand the message to each other, or to themselves, until one counts too many hops.`,
    "Whoever runs the recipient's mail: look for forwards that point at each other, and for an MX or smart host that leads back to the same server.",
    'server',
    'RFC 5321 §6.3',
  ),
  'delivery-tls-failed': words(
    'The next server does not give the TLS that is demanded',
    `${FINE} The sending server demands verified TLS for this domain (DANE, MTA-STS or its own policy) and does not get it from the receiving one.`,
    "Whoever runs the recipient's mail host: fit certificate, TLSA record and MTA-STS policy to each other. Until then the sending server's administrator may exempt the domain in its TLS policy.",
    'server',
    'RFC 7672',
  ),
  'mta-sts-mismatch': words(
    'The mail host does not fit the published MTA-STS policy',
    'The domain publishes which hosts take its mail, with a verified certificate; the host or the certificate that was met is not among them.',
    "Whoever runs the recipient's domain: fit the policy at https://mta-sts.<domain>/.well-known/mta-sts.txt, the MX records and the certificates to each other, and raise the id in the DNS record.",
    'server',
    'RFC 8461 §4.1',
  ),
  'nothing-wrong': words(
    'Nothing is wrong in this text',
    'It shows a connection, a login or a delivery that went well, and no failure.',
    'If something fails all the same, take the log of the minute in which it fails, with all its lines.',
    'you',
  ),
} as const satisfies Partial<Record<FindingId, Entry>>;

/** A finding without words does not compile. */
const ALL: Readonly<Record<FindingId, Entry>> = { ...CHECK_WORDING, ...WORDING };

/** `seen`: whom the advice is for, as far as it is known. */
export function wordingOf(id: FindingId, seen: AdviceContext = NOTHING_SEEN): Wording {
  const entry: Entry = ALL[id];
  return { ...entry, fix: adviceFor(entry.fix, seen) };
}
