// What the findings mean that only a check of a host can have: for the page of a finding (`explain <finding-id>`). The rules
// word their own findings by what they saw. Knows no pattern.
import type { FindingId, Owner } from '../model/finding.ts';

export interface Wording {
  readonly title: string;
  readonly meaning: string;
  readonly fix: string;
  readonly owner: Owner;
  readonly reference: string | null;
}

const words = (
  title: string,
  meaning: string,
  fix: string,
  owner: Wording['owner'],
  reference: string | null = null,
): Wording => ({
  title,
  meaning,
  fix,
  owner,
  reference,
});

export const CHECK_WORDING = {
  'dns-hosts-override': words(
    'The system has another address for the name than DNS',
    'The hosts file or a local resolver gives an answer of its own, so that this machine may reach another server than everybody else.',
    'Compare `getent hosts <host>` with `dig +short <host>`, and remove the line of /etc/hosts (or the local zone) if it is not meant.',
    'you',
    null,
  ),
  'dns-name-typo': words(
    'The name is one letter away from a known mail host',
    'The name given differs by a slip of the finger from a host of a well-known provider.',
    "Correct the host name in the client's settings to the one that is named.",
    'you',
    null,
  ),
  'dns-mx-null': words(
    'The domain takes no mail',
    'It publishes a null MX record: no server receives mail for it, on purpose.',
    'Use the domain that the organisation has for mail; whoever runs this one would have to publish a real MX record.',
    'server',
    'RFC 7505',
  ),
  'dns-ptr-missing': words(
    'The address has no reverse DNS',
    'No PTR record leads from the address to a name. Servers that take mail from it may refuse it for that.',
    'Whoever owns the address (hosting provider or ISP) sets a PTR record to a name whose A or AAAA record points back.',
    'network',
    'RFC 1912 §2.1',
  ),
  'login-host-unproven': words(
    'The login was not sent: nothing vouches for the host',
    'The host was learned from records that anybody on the way can forge; a password is not sent to such a host.',
    'Name the host yourself, after checking it with the provider: `mailprobe check <host> -u <user>`.',
    'you',
    null,
  ),
  'dns-contradicts-provider': words(
    "The domain's records name other servers than its provider has",
    'Unsigned records of the domain lead elsewhere than its known provider; they were not followed with a login.',
    "Check the SRV and autoconfig records of the domain with whoever runs it, and use the provider's own hosts until then.",
    'you',
    null,
  ),
  'target-is-domain': words(
    'This is a domain, not a mail host',
    'The name answers on no mail port; its MX, SRV or provider entry names the host that does.',
    'Put the host that is named into the client, not the domain behind the @.',
    'you',
    'RFC 5321 §5.1',
  ),
  'tlsa-mismatch': words(
    'The certificate does not fit the TLSA record',
    'The domain publishes by DANE which certificate or key its server has, and the server shows another one.',
    'Whoever runs the mail host: publish the TLSA record of the present key first, and change it before each new key.',
    'server',
    'RFC 7672 §3',
  ),
  'tlsa-insecure': words(
    'TLSA records without DNSSEC',
    'TLSA records are published, but the zone is not signed, so that nobody may rely on them.',
    'Sign the zone with DNSSEC, or take the TLSA records out.',
    'server',
    'RFC 7672 §2.2',
  ),
  'dane-verified': words(
    'The certificate fits the TLSA record',
    'DANE holds: the certificate is the one that the signed zone names.',
    'Nothing to do.',
    'server',
    'RFC 7672',
  ),
  'mta-sts-unreachable': words(
    'The MTA-STS policy cannot be fetched',
    'The domain announces a policy in DNS, and the document is not to be had over HTTPS.',
    'Whoever runs the domain: serve https://mta-sts.<domain>/.well-known/mta-sts.txt with a valid certificate.',
    'server',
    'RFC 8461 §3.3',
  ),
  'expectation-failed': words(
    'An expectation does not hold',
    'What `--expect` demands was not found.',
    'Compare what was found with what was expected; correct the server, or the expectation.',
    'you',
    null,
  ),
  'internal-error': words(
    'mailprobe itself failed',
    'A fault of this program, at one endpoint; the others were checked all the same.',
    'Report it with the output of `mailprobe check --json`, in which no secret is.',
    'you',
    null,
  ),
  'port-25-blocked': words(
    'Port 25 is blocked on the way',
    'Port 25 gives no answer while another port of the host does: ISPs and clouds block it for all but mail servers.',
    'Use a port that is meant for clients: those are hardly ever blocked. For a mail server of your own ask the hosting provider to open the blocked one.',
    'network',
    'RFC 5068',
  ),
  'ipv6-broken': words(
    'IPv6 fails where IPv4 works',
    'Clients that try IPv6 first wait or fail.',
    'Whoever runs the host: repair the IPv6 address or its firewall, or take the AAAA record out; meanwhile let the client prefer IPv4.',
    'server',
    null,
  ),
  'ipv6-unavailable': words(
    'This machine has no IPv6',
    'IPv6 could not be tried from here; nothing is said of the server.',
    'Nothing to do, or check from a machine that has IPv6.',
    'network',
    null,
  ),
  'addresses-disagree': words(
    'The addresses of the name behave differently',
    'A name has several addresses, and not all of them offer the same: clients meet now one, now the other.',
    'Whoever runs the host: compare the servers behind the addresses that are named, and take a broken one out of DNS.',
    'server',
    null,
  ),
  'submission-not-offered': words(
    'The host takes no mail from clients',
    'It takes mail for its own domains only, without a login: an MX, no server for mail programs.',
    'Look up the host that the provider names for outgoing mail, and use that one.',
    'you',
    'RFC 6409',
  ),
  'greeting-slow': words(
    'The greeting comes late',
    'The server waits several seconds before it greets, often on purpose, against spam programs. Clients with short limits give up.',
    "Raise the client's timeout for the greeting to 30 s or more, or use a port for clients.",
    'you',
    'RFC 5321 §4.5.3.2.1',
  ),
  'esmtp-unsupported': words(
    'The server knows only HELO',
    'Without EHLO there is neither STARTTLS nor a login.',
    'Use another port of the host; whoever runs the firewall before it must switch off what changes the dialogue there.',
    'server',
    'RFC 5321 §4.1.1.1',
  ),
  'starttls-stripped': words(
    'Something on the way removes STARTTLS',
    'STARTTLS is offered on one way to the server and not on another: a device in between takes it out.',
    'Use a port with TLS from the first byte; whoever runs the network must exempt mail ports from inspection.',
    'network',
    'RFC 8314',
  ),
  'starttls-injection': words(
    'The server answers what was sent before TLS',
    'Commands sent in the clear together with STARTTLS are carried out inside TLS: others on the way can put in commands of their own.',
    'Update the mail server, or the proxy before it (CVE-2011-0411 and its like).',
    'server',
    'https://nostarttls.secvuln.info/',
  ),
  'tls-legacy-version': words(
    'Outdated TLS versions are accepted',
    'TLS 1.0 or 1.1 is still offered or used.',
    'Allow TLS 1.2 and 1.3 only, once no old client needs the others.',
    'server',
    'RFC 8996',
  ),
  'cert-expiring-soon': words(
    'The certificate expires soon',
    'Its end date is near.',
    'Renew it, reload the mail service, and see to it that the renewal runs by itself.',
    'server',
    'RFC 5280 §4.1.2.5',
  ),
  'cert-chain-order': words(
    'The certificate chain is sent in disorder',
    'Certificates stand in the wrong order, twice, or do not belong there. Most clients cope.',
    'Configure the chain in order: the own certificate first, then each that issued the one before.',
    'server',
    'RFC 8446 §4.4.2',
  ),
  'cert-must-staple': words(
    'The certificate demands a stapled OCSP answer, and has none',
    'Clients that heed it refuse the connection.',
    'Switch OCSP stapling on in the mail server, or have the certificate reissued without this demand.',
    'server',
    'RFC 7633',
  ),
  'auth-over-plaintext': words(
    'A login is offered without TLS',
    'Clients that do not insist on TLS send their password readable for all on the way.',
    'Offer logins only after TLS.',
    'server',
    'RFC 8314 §3',
  ),
  'login-not-repeated': words(
    'The login was not sent again',
    'An earlier login with the same credentials was not accepted there, or nobody knows what became of it; more could lock the account.',
    'Correct the credentials, then check this host alone.',
    'you',
    null,
  ),
  'auth-skipped-plaintext': words(
    'The login was not sent: there was no TLS',
    'Credentials were given, and the connection was not encrypted.',
    'Use a port with TLS; for a test with an account that may be seen, say so by --allow-insecure-auth.',
    'you',
    'RFC 8314',
  ),
  'auth-skipped-untrusted': words(
    'The login was not sent: the certificate does not verify',
    'Credentials were given, and it is not certain who would have got them.',
    'Mend the certificate, or name its authority by --ca.',
    'you',
    'RFC 9525',
  ),
  'credential-shape': words(
    'The credentials look wrong',
    'Spaces around them, a line break, typographic quotes, letters outside ASCII, or a form of user name that the provider does not take.',
    'Type user name and password anew, without quotes and spaces, with the full address as user name.',
    'you',
    null,
  ),
  'provider-note': words(
    'A known provider with settings of its own',
    'The provider wants particular hosts, ports or a particular kind of password.',
    "Follow the settings that are named, from the provider's own help pages.",
    'you',
    null,
  ),
} as const satisfies Partial<Record<FindingId, Wording>>;
