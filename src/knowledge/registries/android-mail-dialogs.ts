// What the mail programs of Android say when an account is set up: Email (AOSP, the base of those of Samsung, LG and others
// and of Gmail's IMAP accounts) and Thunderbird for Android with K-9 Mail. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import type { Registry, RegistryEntry } from './registry.ts';

type Words = Pick<RegistryEntry, 'title' | 'meaning' | 'fix'>;

const AOSP = 'aosp-mirror/platform_packages_apps_email res/values*/strings.xml, account_setup_failed_*';
const K9 = 'thunderbird/thunderbird-android feature/account/server/validation/src/main/res/values*/strings.xml';

const tells = (
  forms: readonly [string, ...string[]],
  source: string,
  id: FindingId,
  confidence: RegistryEntry['confidence'] = 'likely',
  words: Words = {},
): RegistryEntry => ({ code: forms[0], forms, id, confidence, source, ...words });

const onlySays = (forms: readonly [string, ...string[]], source: string, title: string, meaning: string): RegistryEntry => ({
  code: forms[0],
  forms,
  id: null,
  confidence: 'likely',
  title,
  meaning,
  source,
});

const DETAILS_DECIDE = 'It names no cause: the details below it, in brackets or behind "Details", do.';

export const ANDROID_MAIL_DIALOGS: Registry = {
  name: "Android's mail programs",
  source: AOSP,
  speaker: 'dialog',
  entries: [
    tells(['Username or password incorrect', 'Nutzername oder Passwort für'], AOSP, 'auth-rejected'),
    tells(
      [
        'The server responded with an error; please check your username and password',
        'Der Server hat einen Fehler zurückgegeben. Bitte überprüfen Sie Ihren Nutzernamen und Ihr Passwort',
      ],
      AOSP,
      'auth-rejected',
    ),
    tells(['Cannot safely connect to server'], AOSP, 'cert-untrusted-root', 'likely', {
      title: 'The certificate of the server is not trusted here',
      meaning: 'Self-signed, expired, of another name, or with an incomplete chain: Android fetches no missing link by itself.',
    }),
    onlySays(
      [
        'Cannot connect to server',
        'Derzeit kann keine Verbindung zum Server hergestellt werden',
        'Keine Verbindung zum Server möglich',
      ],
      AOSP,
      'The program could not use the server',
      DETAILS_DECIDE,
    ),
    tells(
      ['TLS required but not supported by server', 'TLS erforderlich aber nicht von Server unterstützt'],
      AOSP,
      'starttls-not-offered',
      'certain',
    ),
    tells(
      ['Authentication methods are not supported by server', 'Authentifizierungsmethoden werden nicht vom Server unterstützt'],
      AOSP,
      'auth-no-common-mechanism',
      'certain',
    ),
    tells(
      [
        'Unable to open connection to server due to security error',
        'Verbindung zu Server kann aufgrund eines Sicherheitsfehlers nicht hergestellt werden',
      ],
      AOSP,
      'tls-handshake-failed',
    ),
    tells(
      [
        'Unable to open connection to server',
        "Couldn't open connection to server",
        'Verbindung zum Server kann nicht geöffnet werden',
      ],
      AOSP,
      'host-unreachable',
      'likely',
      {
        title: 'The program got no connection to the server',
        meaning: 'A wrong host or port, a security type that does not fit the port, or a network that blocks it.',
        fix: 'Incoming: port 993 with SSL/TLS. Outgoing: port 465 with SSL/TLS or 587 with STARTTLS. Try over mobile data as well as Wi-Fi.',
      },
    ),
    onlySays(['Setup could not finish', "Couldn't finish"], AOSP, 'The account could not be set up', DETAILS_DECIDE),
    onlySays(
      [
        'Checking incoming server settings failed',
        'Prüfung der Einstellungen des Posteingangservers fehlgeschlagen',
        'Échec de vérification des paramètres du serveur entrant',
        'No se han podido comprobar los ajustes del servidor entrante',
        'Controllo impostazioni server in arrivo non riuscito',
        'Instellingen voor inkomende server controleren mislukt',
        'Sprawdzanie ustawień serwera przychodzącego nie powiodło się',
        'Erro ao checar configurações do servidor de entrada',
        '受信サーバーの設定の確認に失敗しました',
        'Проверка параметров входящего сервера не удалась',
      ],
      K9,
      'The settings of the incoming server did not work',
      DETAILS_DECIDE,
    ),
    onlySays(
      [
        'Checking outgoing server settings failed',
        'Prüfung der Einstellungen des Postausgangsservers fehlgeschlagen',
        'Échec de vérification des paramètres du serveur sortant',
        'No se han podido comprobar los ajustes del servidor saliente',
        'Controllo impostazioni server in uscita non riuscito',
        'Instellingen voor uitgaande server controleren mislukt',
        'Sprawdzanie ustawień serwera wychodzącego nie powiodło się',
        'Erro ao checar configurações do servidor de saída',
        '送信サーバーの設定の確認に失敗しました',
        'Проверка настроек исходящего сервера не удалась',
      ],
      K9,
      'The settings of the outgoing server did not work',
      DETAILS_DECIDE,
    ),
    tells(
      [
        'The client certificate is no longer valid',
        'Das Client-Zertifikat ist nicht mehr gültig',
        'Le certificat client n’est plus valide',
        'El certificado del cliente ya no es válido',
        'Il certificato client non è più valido',
        'Het clientcertificaat is niet langer geldig',
        'O certificado do cliente não está mais válido',
        'Сертификат клиента больше не действителен',
      ],
      K9,
      'tls-client-certificate-required',
      'likely',
      { title: 'The client certificate of this device has expired' },
    ),
    onlySays(
      [
        'Missing server capability',
        'Fehlende Serverfähigkeit',
        'Le serveur ne dispose pas d’une capacité',
        'Falta capacidad en el servidor',
        'Funzionalità del server mancante',
        'Ontbrekende serverfunctionaliteit',
        'Falta de capacidade no servidor',
        'Отсутствующие возможности сервера',
      ],
      K9,
      'The server does not offer what the settings ask for',
      'The details name it: STARTTLS, or a way of logging in.',
    ),
  ],
};
