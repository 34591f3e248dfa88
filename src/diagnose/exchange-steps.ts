// The known chain of what it takes to log in at Exchange Online with an access token by SMTP, IMAP or POP3, in its order. By the
// token's claims and by what the server answered; Exchange says little, so that most steps are told with how they are looked up.
// Microsoft: "Authenticate an IMAP, POP or SMTP connection using OAuth",
// https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
// and "Enable or disable authenticated client SMTP submission (SMTP AUTH)",
// https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission, looked up 2026-11-27.
import { isOfApplication } from '../model/graph-permissions.ts';
import type { AuthAttempt, CredentialsObservation, TokenClaims } from '../model/observation.ts';
import { isMailProtocol, type MailProtocol, PROTOCOL_FACTS } from '../model/protocol.ts';
import type { Evidence } from './evidence.ts';
import { type ChainStep, nextStepOf, type Proof, stepLines } from './step-list.ts';

const HOSTS =
  /^(?:outlook|smtp)\.office365\.(?:com|us)$|^smtp-mail\.outlook\.com$|^partner\.outlook\.cn$|^smtp\.partner\.outlook\.cn$/i;
/** By its addresses, and by its application id ("Office 365 Exchange Online"). */
const EXCHANGE =
  /^(?:https:\/\/)?(?:outlook\.office(?:365)?\.(?:com|us)|ps\.outlook\.com|partner\.outlook\.cn)\/?$|^00000002-0000-0ff1-ce00-000000000000$/i;

interface ExchangeLogin {
  readonly protocol: MailProtocol;
  readonly mailbox: string;
  readonly claims: TokenClaims | null;
  readonly attempt: AuthAttempt;
  /** When the check began. */
  readonly now: string;
}

const has = (held: readonly string[], wanted: string): boolean =>
  held.some((name) => name.slice(name.lastIndexOf('/') + 1).toLowerCase() === wanted.toLowerCase());

/** The words of the refusal, its challenge included. */
const saidBy = ({ attempt: { reply, challenge } }: ExchangeLogin): string =>
  [...(reply?.lines ?? []), challenge ?? ''].join(' ').toLowerCase();

/** False where the reply says it; nothing that Exchange answers proves the contrary. */
const deniedBy = (login: ExchangeLogin, words: RegExp): Proof => (words.test(saidBy(login)) ? false : null);

function tokenSteps({ claims, protocol, now }: ExchangeLogin, isApplication: boolean): ChainStep[] {
  const { delegated, application } = PROTOCOL_FACTS[protocol].microsoftScopes;
  const wanted = isApplication ? application : delegated;
  const kind = isApplication ? 'Application' : 'Delegated';
  const held = claims === null ? [] : isApplication ? claims.roles : claims.scopes;
  const isForExchange =
    claims === null || claims.audience.length === 0 ? null : claims.audience.some((name) => EXCHANGE.test(name));
  const isGranted = claims === null ? null : has(held, wanted);
  const scope = isApplication ? 'https://outlook.office365.com/.default' : `https://outlook.office.com/${delegated}`;
  return [
    {
      proof: claims?.application === undefined ? null : true,
      text: `an application is registered in Entra${claims?.application === undefined ? '' : ` (${claims.application})`}`,
      look: 'Entra admin centre > App registrations',
    },
    {
      proof: isForExchange,
      text: 'the token is for Office 365 Exchange Online (aud)',
      command: `request it with the scope ${scope}`,
      look: 'the token does not say: the scope of its request does',
    },
    {
      // A permission stands in a token once it is granted and consented to.
      proof: isGranted,
      text: `${wanted} (${kind.toLowerCase()}) is granted, with consent`,
      command: `Entra admin centre > App registrations > the application > API permissions > APIs my organization uses > Office 365 Exchange Online > ${kind}: add ${wanted}, "Grant admin consent", and request a new token`,
      look: 'Entra admin centre > App registrations > the application > API permissions',
    },
    {
      proof: claims?.expiresAt == null ? null : Date.parse(claims.expiresAt) > Date.parse(now),
      text: 'the token is in its time (exp)',
      command: 'request a new one',
      look: 'a token lives about an hour',
    },
  ];
}

function applicationSteps(application: string): ChainStep[] {
  return [
    {
      proof: null,
      text: 'Exchange knows its service principal',
      look: `\`Get-ServicePrincipal | fl AppId,ObjectId\`; else \`New-ServicePrincipal -AppId ${application} -ObjectId <object id>\` with the object id of Entra > Enterprise applications, not of App registrations`,
    },
  ];
}

function mailboxStep(login: ExchangeLogin, isApplication: boolean): ChainStep {
  const { mailbox, claims } = login;
  const owner = claims?.user ?? null;
  const isOwn = !isApplication && owner !== null && owner.toLowerCase() === mailbox.toLowerCase();
  const user = isApplication ? '<service principal id>' : (owner ?? '<user>');
  const grant = `\`Add-MailboxPermission -Identity ${mailbox} -User ${user} -AccessRights FullAccess\``;
  return {
    proof: isOwn ? true : null,
    text: isOwn
      ? `${owner} opens the own mailbox`
      : `${isApplication ? 'the service principal' : (owner ?? 'whoever signed in')} may open ${mailbox}`,
    command: grant,
    look: `\`Get-MailboxPermission -Identity ${mailbox}\`; else ${grant}`,
  };
}

const SWITCHES = { imap: 'ImapEnabled', pop3: 'PopEnabled' } as const;

function switchSteps(login: ExchangeLogin): ChainStep[] {
  const { protocol, mailbox } = login;
  if (protocol !== 'smtp') {
    const name = SWITCHES[protocol];
    const on = `\`Set-CASMailbox -Identity ${mailbox} -${name} $true\``;
    return [
      {
        proof: deniedBy(
          login,
          /protocoldisabled|is not (?:enabled|allowed|provisioned) for (?:imap|pop)|(?:imap4?|pop3?) (?:is )?(?:disabled|not enabled)/,
        ),
        text: `${PROTOCOL_FACTS[protocol].word} is on for the mailbox`,
        command: on,
        look: `\`Get-CASMailbox ${mailbox} | fl ${name}\`; else ${on}`,
      },
    ];
  }
  const isOfTenant = /smtpclientauthentication is disabled for the tenant/;
  const [forMailbox, forTenant] = [
    `\`Set-CASMailbox -Identity ${mailbox} -SmtpClientAuthenticationDisabled $false\``,
    '`Set-TransportConfig -SmtpClientAuthenticationDisabled $false`',
  ];
  return [
    {
      proof: isOfTenant.test(saidBy(login)) ? null : deniedBy(login, /smtpclientauthentication is disabled/),
      text: 'SMTP AUTH is on for the mailbox',
      command: forMailbox,
      look: `\`Get-CASMailbox ${mailbox} | fl SmtpClientAuthenticationDisabled\` (empty: as the tenant has it); else ${forMailbox}`,
    },
    {
      proof: deniedBy(login, isOfTenant),
      text: 'SMTP AUTH is on for the tenant, or the mailbox is excepted',
      command: `${forTenant}, or for this mailbox alone ${forMailbox}`,
      look: `\`Get-TransportConfig | fl SmtpClientAuthenticationDisabled\`; else ${forTenant}`,
    },
  ];
}

function policySteps(login: ExchangeLogin): ChainStep[] {
  return [
    {
      proof: deniedBy(login, /basic auth(?:entication)? is (?:disabled|blocked)|basicauthblocked/),
      text: 'no authentication policy is in the way (it bars passwords, not tokens)',
      command: 'log in by XOAUTH2',
      look: `\`Get-User ${login.mailbox} | fl AuthenticationPolicy\``,
    },
    {
      proof: deniedBy(login, /security defaults|did not meet the criteria|conditional access/),
      text: 'neither security defaults nor Conditional Access refuse the sign-in',
      command: 'Entra admin centre > Sign-in logs names the policy: except the account or the application',
      look: 'Entra admin centre > Sign-in logs (user and service principal sign-ins) at the time of this check',
    },
  ];
}

export function exchangeSteps(login: ExchangeLogin): readonly ChainStep[] {
  const isApplication = login.claims !== null && isOfApplication(login.claims);
  const application = login.claims?.application ?? '<application id>';
  return [
    ...tokenSteps(login, isApplication),
    ...(isApplication ? applicationSteps(application) : []),
    mailboxStep(login, isApplication),
    ...switchSteps(login),
    ...policySteps(login),
  ];
}

/** Null: it is no refused login with a token at Exchange Online. */
function exchangeLoginOf({ plan, credentials, observations }: Evidence): ExchangeLogin | null {
  const { protocol, host } = plan;
  const attempt = credentials?.attempt;
  if (!isMailProtocol(protocol) || !HOSTS.test(host) || !credentials || !attempt) return null;
  const seen: CredentialsObservation = credentials.seen;
  if (seen.kind !== 'token' || attempt.status !== 'rejected') return null;
  return { protocol, mailbox: seen.user, claims: seen.claims, attempt, now: observations.startedAt };
}

export interface ToldSteps {
  /** One line a step. */
  readonly lines: readonly string[];
  /** The next one, in a sentence; empty where none was seen to be missing. */
  readonly next: string;
}

const withoutMark = (line: string): string => line.replace(/^\[.\] \d+\. /, '').replace(/ <- next$/, '');

/** What a refused login with a token at Exchange Online leaves to be done; null: it was no such login. */
export function stepsOfLogin(evidence: Evidence): ToldSteps | null {
  const login = exchangeLoginOf(evidence);
  if (!login) return null;
  const steps = exchangeSteps(login);
  const lines = stepLines(steps);
  const at = nextStepOf(steps);
  if (at !== -1) return { lines, next: `Step ${at + 1} of ${steps.length} is missing: ${withoutMark(lines[at] ?? '')}.` };
  const first = steps.findIndex(({ proof }) => proof === null);
  const open = withoutMark(lines[first] ?? '');
  return { lines, next: `The first of ${steps.length} steps that this check cannot see is ${first + 1}: ${open}.` };
}
