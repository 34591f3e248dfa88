// IMAP's response codes, as IANA lists them. Those that speak of folders and messages stand here too, so that they are
// known to be no fault of connection or login. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import type { Registry, RegistryEntry } from './registry.ts';

type Words = Pick<RegistryEntry, 'title' | 'meaning' | 'fix'>;

const formsOf = (name: string, hasArguments: boolean): readonly string[] =>
  hasArguments ? [`[${name}]`, `[${name}`] : [`[${name}]`];

/** Names its cause. */
const tells = (
  name: string,
  id: FindingId,
  source: string,
  confidence: RegistryEntry['confidence'],
  words: Words = {},
): RegistryEntry => ({
  code: `[${name}]`,
  forms: formsOf(name, false),
  id,
  confidence,
  source,
  ...words,
});

/** No fault, or one of a folder, a message or a command: the login stood, or was not judged. */
const isNoFault = (name: string, source: string, meaning: string, hasArguments = false): RegistryEntry => ({
  code: `[${name}]`,
  forms: formsOf(name, hasArguments),
  id: null,
  confidence: 'certain',
  title: `IMAP says ${name}: no fault of connection or login`,
  meaning,
  source,
});

const BASE = 'RFC 9051 §7.1';
const MORE = 'RFC 5530 §3';

export const IMAP_RESPONSE_CODES: Registry = {
  name: 'IMAP response codes',
  source: 'https://www.iana.org/assignments/imap-response-codes',
  speaker: 'server',
  entries: [
    // login
    tells('AUTHENTICATIONFAILED', 'auth-rejected', MORE, 'likely'),
    tells('AUTHORIZATIONFAILED', 'auth-policy-blocked', MORE, 'likely', {
      title: 'The password is right, and the account may not be used so',
      meaning:
        'Authentication succeeded; the login may not act as the user it names (another mailbox, or a service it has no right to).',
      fix: "Log in as the mailbox's own user, or have the administrator grant the right to act for the other one.",
    }),
    tells('EXPIRED', 'auth-account-locked', MORE, 'certain', {
      title: 'The password has expired',
      meaning: 'The server knows the account; its password is past its date and must be changed.',
      fix: 'The owner sets a new password in webmail or at the provider, and enters it in the client.',
    }),
    tells('PRIVACYREQUIRED', 'auth-encryption-required', MORE, 'certain'),
    tells('CONTACTADMIN', 'auth-account-locked', MORE, 'likely', {
      title: 'The server sends the user to the administrator',
      meaning: 'It will not say why it refuses: the account is locked, not provided for, or under review.',
    }),
    tells('UNAVAILABLE', 'auth-temporary-failure', MORE, 'likely', {
      meaning: 'A system behind the server (LDAP, SQL, the mail store) does not answer. The password was not judged.',
    }),
    tells('INUSE', 'mailbox-in-use', MORE, 'certain', {
      title: 'Another session holds the folder',
      meaning: 'The operation needs the folder for itself, and another session has it open.',
      fix: 'Close other programs on this mailbox or wait until their session ends, then try again.',
    }),
    tells('LIMIT', 'rate-limited', MORE, 'likely', {
      meaning: 'An implementation limit was met: folders, messages, connections or the size of a command. The words say which.',
    }),
    tells('SERVERBUG', 'server-fault', MORE, 'likely'),
    tells('CORRUPTION', 'server-fault', MORE, 'certain', {
      title: 'The mail store is damaged',
      meaning: 'The server found data of this mailbox that it cannot read.',
      fix: "The server's administrator repairs the mailbox (Dovecot: `doveadm force-resync -u <user> '*'`).",
    }),
    // storage
    tells('OVERQUOTA', 'mailbox-full', 'RFC 9208 §4.3.1', 'certain', {
      title: 'The mailbox is over its quota',
      meaning: 'Login was fine; nothing more can be stored in this mailbox, be it a sent message or a draft.',
      fix: 'The owner deletes mail and empties the trash, or the provider raises the quota (`doveadm quota get -u <user>`).',
    }),
    tells('TOOBIG', 'message-too-large', 'RFC 4469', 'certain'),
    // no fault of connection or login
    isNoFault('ALERT', BASE, 'The words after it are for the user to read; they decide.'),
    isNoFault('BADCHARSET', BASE, 'A search used a character set that the server does not know.', true),
    isNoFault('CAPABILITY', BASE, 'What the server offers.', true),
    isNoFault('PARSE', BASE, 'A message in the folder has headers that the server cannot read.'),
    isNoFault('PERMANENTFLAGS', BASE, 'Which flags the client may change.', true),
    isNoFault('READ-ONLY', BASE, 'The folder was opened for reading only.'),
    isNoFault('READ-WRITE', BASE, 'The folder was opened for reading and writing.'),
    isNoFault(
      'TRYCREATE',
      BASE,
      'The target folder does not exist: the client should create it (often "Sent" or "Trash" under another name).',
    ),
    isNoFault('UIDNEXT', BASE, 'The next number of a message.', true),
    isNoFault('UIDVALIDITY', BASE, 'The number under which the folder keeps its message numbers.', true),
    isNoFault('UNSEEN', BASE, 'The first unread message.', true),
    isNoFault('NEWNAME', 'RFC 2060', 'Obsolete: the folder has another name now.', true),
    isNoFault(
      'REFERRAL',
      'RFC 2221',
      'The mailbox is on another server, which the URL names: enter that host in the client.',
      true,
    ),
    isNoFault('UNKNOWN-CTE', 'RFC 3516', 'A part of the message has an encoding that the server cannot undo.'),
    isNoFault('UIDNOTSTICKY', 'RFC 4315 §3', 'The folder does not keep its message numbers.'),
    isNoFault('APPENDUID', 'RFC 4315 §3', 'The number of the message just stored.', true),
    isNoFault('COPYUID', 'RFC 4315 §3', 'The numbers of the messages just copied.', true),
    isNoFault('URLMECH', 'RFC 4467', 'How URLs of messages may be made.', true),
    isNoFault('BADURL', 'RFC 4469', 'A message was to be put together from a URL that cannot be read.', true),
    isNoFault('HIGHESTMODSEQ', 'RFC 7162', 'The state of changes of the folder.', true),
    isNoFault('NOMODSEQ', 'RFC 7162', 'The folder keeps no state of changes.'),
    isNoFault('MODIFIED', 'RFC 7162', 'Some messages were changed by another session meanwhile.', true),
    isNoFault('COMPRESSIONACTIVE', 'RFC 4978', 'Compression is on already, by TLS or an earlier command.'),
    isNoFault('CLOSED', 'RFC 9051 §7.1', 'The folder opened before is closed now, since another was chosen.'),
    isNoFault('NOTSAVED', 'RFC 5182', 'The server kept no result of the search.'),
    isNoFault('BADCOMPARATOR', 'RFC 5255', 'The server cannot compare text the way the client wants.', true),
    isNoFault('ANNOTATE', 'RFC 5257', 'An annotation is too big or one too many.', true),
    isNoFault('ANNOTATIONS', 'RFC 5257', 'How annotations may be used in the folder.', true),
    isNoFault('TEMPFAIL', 'RFC 5259', 'A conversion of a message part failed for now.', true),
    isNoFault('MAXCONVERTMESSAGES', 'RFC 5259', 'How many messages may be converted at once.', true),
    isNoFault('MAXCONVERTPARTS', 'RFC 5259', 'How many parts may be converted at once.', true),
    isNoFault('NOUPDATE', 'RFC 5267', 'A search is not kept up to date.', true),
    isNoFault(
      'METADATA',
      'RFC 5464',
      'A note on a folder is too long, one too many, or private where that is not offered.',
      true,
    ),
    isNoFault('NOTIFICATIONOVERFLOW', 'RFC 5465', 'The server stops telling of changes: there are too many.'),
    isNoFault('BADEVENT', 'RFC 5465', 'The client asked to be told of an event that the server does not know.', true),
    isNoFault('UNDEFINED-FILTER', 'RFC 5466', 'A search filter of that name does not exist.', true),
    isNoFault('NOPERM', MORE, "The login stood; the user's rights on this folder (ACL) do not allow the operation."),
    isNoFault('EXPUNGEISSUED', MORE, 'Another session removed messages; the client must look again.'),
    isNoFault('CLIENTBUG', MORE, 'The client sent something that makes no sense: update it, or report it to its maker.'),
    isNoFault('CANNOT', MORE, 'The operation is never possible on this server, such as a folder of that name.'),
    isNoFault('ALREADYEXISTS', MORE, 'The folder to be created is there already.'),
    isNoFault('NONEXISTENT', MORE, 'The folder does not exist: choose another, or create it.'),
    isNoFault('USEATTR', 'RFC 6154', 'A folder for sent mail, drafts or the like cannot be made so.'),
    isNoFault('DOWNGRADED', 'RFC 6858', 'A message with UTF-8 headers is shown in a simpler form to this client.', true),
    isNoFault('MAILBOXID', 'RFC 8474', 'The lasting id of the folder.', true),
    isNoFault('HASCHILDREN', BASE, 'The folder cannot be deleted: it has folders below it.'),
    isNoFault('INPROGRESS', 'RFC 9585', 'A long command is still at work.', true),
    isNoFault('UIDREQUIRED', 'RFC 9586', 'The session takes message numbers of the lasting kind only.'),
    isNoFault('MESSAGELIMIT', 'RFC 9738', 'A command reached more messages than are served at once.', true),
  ],
};
