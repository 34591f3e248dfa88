// The events of Exchange's transport (MSExchangeTransport, MSExchangeFrontEndTransport) in the event log of Windows, of its
// receive and send connectors, certificates, resources and DNS; and those of the SMTP service before it (smtpsvc, MSExchangeTransport
// 4000, 7002 to 7012). Sentences of Microsoft's list "Transport Errors and Events".
import { mostly, type Sentence } from '../sentence.ts';

const CERTIFICATE = {
  title: 'Exchange has no certificate for this name',
  meaning:
    "In this log the server speaks: none of the certificates in its store bears the connector's name, or the one that was chosen cannot be used, and STARTTLS is not offered there.",
  fix: "`Get-ExchangeCertificate` lists the certificates with their services: enable one for SMTP that bears the connector's FQDN (`Enable-ExchangeCertificate -Services SMTP`), or correct the FQDN of the connector.",
} as const;

export const EXCHANGE_EVENTS: readonly Sentence[] = [
  mostly(
    'auth-rate-limited',
    /authentication failures have exceeded the maximum of|number of failed (?:logins|authentications) .{0,60}exceeded/,
  ),
  mostly(
    'rate-limited',
    /rejected an incoming connection from ip address .{0,60}maximum number of connections|maximum number of connections(?: per source)? .{0,60}has been reached|too many (?:concurrent )?connections from/,
    {
      title: 'A receive connector has too many connections',
      meaning:
        'In this log the server speaks: the connector takes no more connections, from this address or in all, and refused one.',
      fix: 'See what opens so many (an application that opens one a message, a monitor); the limits are `MaxInboundConnection` and `MaxInboundConnectionPerSource` of `Set-ReceiveConnector`.',
    },
  ),
  mostly(
    'auth-policy-blocked',
    /because the client .{0,120}(?:doesn't|does not) have submit permission|provided valid credentials, but .{0,120}(?:submit permissions|not authorized|does not have)/,
    {
      title: 'The login is right, and may not submit on this connector',
      meaning:
        'In this log the server speaks: user name and password were right, and the account has no right to submit mail on the connector that it reached.',
      fix: 'Send to the client connector (port 587), or give authenticated users `ms-Exch-SMTP-Submit` on this one: `Set-ReceiveConnector -PermissionGroups` with `ExchangeUsers`.',
    },
  ),
  mostly('auth-rejected', /inbound (?:direct trust )?authentication failed (?:with error|for certificate)/, {
    meaning: 'In this log the server speaks: a client of a receive connector logged in, and was not accepted.',
    owner: 'you',
  }),
  mostly('auth-rejected', /outbound (?:direct trust )?authentication failed (?:with error|for certificate)/, {
    meaning: 'The server that a send connector hands mail to did not accept its login.',
    owner: 'server',
  }),
  mostly(
    'cert-expired',
    /internal transport certificate (?:has )?expired|existing certificate for that fqdn has expired|(?:starttls|transport) certificate .{0,60}has expired/,
  ),
  mostly('cert-expiring-soon', /(?:starttls|internal transport) certificate will expire soon/),
  mostly(
    'server-fault',
    /could not find a certificate that contains the domain name|unable to support the starttls smtp verb|no valid smtp transport layer security \(tls\) certificate|could ?n[o']t load the (?:internal transport )?certificate|could not load the certificate with thumbprint/,
    CERTIFICATE,
  ),
  mostly(
    'server-fault',
    /resource pressure (?:increased|is constant at high)|(?:transport service|edgetransport) is rejecting (?:message|mail) submissions|available disk space has dropped below|inbound mail submission .{0,60}(?:has stopped|is stopped|rejected)/,
    {
      title: 'Exchange is short of disk space or memory, and takes no mail',
      meaning:
        'In this log the server speaks: its resource monitor (back pressure) has stopped taking mail; clients get 452 4.3.1 Insufficient system resources.',
      fix: 'Make room on the volume of the queue database (mail.que) and the logs, or move it; the event names the resource that is short.',
    },
  ),
  mostly(
    'server-fault',
    /requires transport layer security \(tls\) before the mailfrom command can be run, but the server can't achieve it|failed to start listening|address is already in use.{0,40}binding|configuration of one of the smtp (?:receive|send) connectors is invalid|could ?n[o']t discover any route|couldn't read the receive connector configuration|poison message/,
  ),
  mostly(
    'dns-server-failure',
    /no dns servers could be retrieved|unable to bind to the destination server in dns|dns servers .{0,60}(?:aren't|are not) (?:available|responding)/,
  ),
  mostly('tcp-timeout', /remote server did not respond to a connection attempt/),
  mostly('connection-closed', /connection was dropped by the remote host|remote (?:server|host) (?:has )?dropped the connection/),
];
