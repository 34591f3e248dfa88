// How people tell a failure in words of their own, in English, German, French and Spanish: what they saw, and no program's sentence.
// Believed least, and only where a short text has nothing else. Facts; knows no text but its own.
import { mostly, type Sentence } from './sentence.ts';

const CERTIFICATE = '(?:certificat|zertifikat|certificad)\\w{0,4}';
const FAILS =
  "(?:fails?|failed|failing|refused|rejected|denied|does(?: not|n't) work|not possible|broken|schlagt fehl|schlug fehl|fehlgeschlagen|abgelehnt|verweigert|nicht moglich|echoue|refuse|falla|fallo|rechaz|breaks (?:off|down)|bricht ab)";
const CLOSED =
  '(?:closed?s?|drops?|dropped|lost|cuts?|ends|resets?|getrennt|abgebrochen|geschlossen|beendet|unterbrochen|coupee|perdue|fermee|cerrad|interrumpid)';

const told = (id: Sentence['id'], ...forms: readonly string[]): Sentence => mostly(id, new RegExp(forms.join('|')));

/** Over folded text. By what is missing or goes wrong, the narrow before the wide. */
export const TOLD_WORDS: readonly Sentence[] = [
  // it is over
  told(
    null,
    '\\b(?:works? (?:again|now|fine)|solved|fixed|resolved|funktioniert wieder|geht wieder|behoben|gelost|resolu|solucionad)',
  ),
  told(
    'cert-name-mismatch',
    `${CERTIFICATE} (?:is|was) (?:issued )?(?:for|to) (?:an?|the)?(?:other| wrong| different) ?(?:host ?|server ?)?(?:name|host|domain)`,
    `${CERTIFICATE} .{0,40}(?:(?:anderen|falschen) (?:host|server|rechner)?namen?|passt nicht|does(?: not|n't) match)`,
  ),
  told('cert-expired', `${CERTIFICATE} .{0,60}(?:expired|out of date|abgelaufen|a expire|expiro|caduc|vencid)`),
  told('cert-self-signed', `${CERTIFICATE} .{0,60}self-?signed`, `self-?signed .{0,40}${CERTIFICATE}`),
  told(
    'cert-untrusted-root',
    `(?:not|n't) trust .{0,40}${CERTIFICATE}`,
    `${CERTIFICATE} .{0,60}(?:not trusted|untrusted|nicht vertrau|non valide|no es valido)`,
    `vertraut (?:dem|diesem|unserem) ${CERTIFICATE} .{0,40}nicht`,
  ),
  told(
    'auth-account-locked',
    '(?:account|konto|compte|cuenta)\\w{0,2} .{0,30}(?:was|is|got|has been|wurde|ist|est|esta) (?:temporarily )?(?:locked|gesperrt|bloque)',
  ),
  told(
    'auth-app-password-required',
    '(?:needs?|requires?|wants?|braucht|benotigt|verlangt) .{0,20}app[- ]?(?:specific[- ])?(?:password|passwort|kennwort)',
  ),
  told('auth-token-expired', 'token (?:has |is |was |ist )?(?:expired|abgelaufen)'),
  told(
    'relay-denied',
    'relay\\w{0,5} .{0,40}(?:denied|refused|rejected|not allowed|abgelehnt|verweigert|refuse|denegad)',
    'lehnt .{0,20}relay',
  ),
  told(
    'sender-unauthenticated',
    '(?:reject|refus|bounc|block|spam|abgelehnt|abgewiesen)\\w{0,4} .{0,60}\\b(?:spf|dkim|dmarc)\\b',
    '\\b(?:spf|dkim|dmarc)\\b.{0,30}(?:fail|reject|schlagt fehl|nicht bestanden)',
  ),
  told(
    'server-blocks-ip',
    '\\bips?(?:[- ]ad\\w{3,7})?\\b .{0,50}(?:listed|blocked|black-?list|block-?list|banned|gesperrt|gelistet|blockiert|liste noire|lista negra)',
    'blocks? .{0,40}\\bips?\\b',
  ),
  told(
    'sender-not-allowed',
    "(?:not|n't) (?:allow|permit|let) (?:us|me|him|her|them|the \\w{2,20}) (?:to )?send as",
    "(?:not|n't) (?:allowed|permitted) to send (?:as|from)",
    'darf nicht als .{1,60} senden',
  ),
  told(
    'mailbox-full',
    '(?:mailbox|inbox|postfach|boite|buzon)\\b.{0,60}(?:(?<!half )\\bfull\\b|over quota|exceed|\\bvoll\\b|pleine|llen)',
  ),
  told(
    'message-too-large',
    '(?:attachments?|e?-?mails?|messages?|anhange?) (?:over|bigger than|larger than|above|uber|grosser als) \\d{1,4} ?[km]b\\b.{0,60}(?:refus|reject|bounc|abgelehnt|abgewiesen)',
  ),
  told(
    'account-quota-exceeded',
    '(?:limits? (?:us|me|him|them|it)|only (?:allows?|takes?)) .{0,20}\\d{1,7} (?:e?-?mails|messages) (?:per|an?) (?:hour|day|minute|month)',
  ),
  told(
    'content-rejected',
    '(?:takes?|marks?|marked|flags?|flagged|treats?|treated|rejects?|rejected) .{0,60}(?:as|for) spam',
    'als spam (?:abgelehnt|abgewiesen)',
  ),
  told(
    'recipient-unknown',
    "\\b(?:user|recipient|mailbox|address|empfanger|benutzer|adresse|destinataire|destinatario)\\w{0,3} .{0,20}(?:unknown|unbekannt|does(?: not|n't) exist|not found|existiert nicht|inconnu|no existe|n'existe pas)",
    'existiert (?:der|die|das) (?:empfanger|adresse|postfach|benutzer)\\w{0,3} nicht',
  ),
  told(
    'tls-version-unsupported',
    '(?:speaks|supports|has|offers|knows|kann|spricht) (?:only |nur )?(?:tls 1\\.[01]|ssl ?v?[23])\\b',
    '(?:only|nur) tls 1\\.[01]\\b',
  ),
  told(
    'starttls-not-offered',
    "(?:does(?: not|n't)|no|ne|nicht) (?:offer|support|advertise|admite|ofrece|soporta|propose|supporte|an) .{0,10}starttls",
    'starttls .{0,40}(?:not (?:offered|supported|available|advertised)|nicht (?:angeboten|unterstutzt))',
  ),
  told(
    'auth-no-common-mechanism',
    'supports? none of the (?:auth\\w{0,14}|log-?in) (?:methods|mechanisms)',
    'no common (?:auth\\w{0,14}|log-?in) (?:method|mechanism)',
  ),
  told(
    'auth-required',
    '(?:server|provider|relay) (?:wants|requires|needs|demands|insists on|verlangt|fordert) (?:an? |eine )?(?:\\w{2,12} )?(?:authentication|auth|log-?in|authentifizierung|anmeldung)\\b(?!.{0,40}\\b(?:which|since|and we|seit)\\b)',
  ),
  told(
    'auth-rejected',
    `(?:log-?in|logon|sign-?in|auth(?:entication|entifizierung|entification|enticacion)?|anmeldung|autenticacion) .{0,60}${FAILS}`,
    "(?:can't|cannot|can not|unable to|not able to) (?:log ?-?in|sign in)\\b",
    '(?:kann|konnen) (?:mich|sich|uns) nicht .{0,30}anmelden',
    'no se puede iniciar sesion|impossible de se connecter avec',
    'wrong password|falsches passwort|mot de passe (?:refuse|incorrect)|contrasena incorrect',
  ),
  told(
    'dns-name-not-found',
    `\\bdns\\b.{0,40}${FAILS}`,
    "(?:can't|cannot|can not|kann) .{0,12}(?:find|finden) .{0,20}\\b(?:host|server)\\b",
    "(?:name|nom|nombre)\\w{0,2} .{0,60}(?:not be resolved|does(?: not|n't) resolve|nicht aufgelost|introuvable|no se (?:puede )?resolv)",
  ),
  told(
    'tls-handshake-failed',
    `\\b(?:tls|ssl)\\b.{0,20}(?:handshake|negotiation|connection|verbindung|aushandlung|setup) .{0,60}${FAILS}`,
  ),
  told('greeting-timeout', "(?:never|no|not|n't) .{0,20}(?:receive|get|see|come)\\w{0,2} .{0,12}(?:greeting|banner)\\b"),
  told(
    'tcp-refused',
    '(?:server|host|port|firewall|serveur|servidor)\\b.{0,40}(?:refuses?|verweigert|lehnt|rechaza) .{0,30}(?:connections?|verbindung|connexion|conexion)',
    'port \\d{2,5} .{0,12}(?:is closed|geschlossen|ferme|cerrado)',
  ),
  told(
    'tcp-timeout',
    '(?:time-?out|times out|timed out|zeituberschreitung)\\b.{0,80}(?:connect|port \\d|verbind|connexion|conexion)',
    '(?:connect|verbind|connexion|conexion)\\w{0,6} .{0,60}(?:time-?out|times out|timed out|zeituberschreitung|expire)',
    "server .{0,20}(?:did(?: not|n't)|does(?: not|n't)|never) (?:answer|respond|reply)",
    "antwortet nicht|ne repond pas|no responde|delai d'attente|tiempo de espera",
  ),
  told(
    'connection-closed',
    'server (?:closes|drops|ends|cuts|resets|hangs up|schliesst|trennt|beendet)\\b',
    `(?:connection|session|verbindung|connexion|conexion)\\b.{0,60}\\b${CLOSED}\\b`,
  ),
];
