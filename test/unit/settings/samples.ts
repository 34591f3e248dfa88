// Files as they are met, in their own words and with made-up names: what is in each, what is wrong with it, and what it looks like
// when it is mended. Data for samples.test.ts.
import type { ClientMode } from '../../../src/model/application-settings.ts';
import type { Mode } from '../../../src/model/protocol.ts';

/** In every one of them; never in anything that is said. */
export const SECRET = 'Zitrone-47!x';

export interface Sample {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly client?: string;
  readonly part?: string;
  /** Format, host, port, mode. */
  readonly is: readonly [format: string, host: string, port: number, mode: ClientMode];
  /** Each must be among what is said of it; `!` ahead of it: must not. */
  readonly says?: readonly RegExp[];
  readonly silent?: readonly RegExp[];
  /** What works, and the lines that are then to be written. */
  readonly mend?: readonly [port: number, mode: Mode, lines: readonly string[]];
}

const H = 'smtp.example.com';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'web.config with EnableSsl on 465',
    file: 'web.config',
    text: `<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <!-- mail -->
  <system.net>
    <mailSettings>
      <smtp from="app@example.com" deliveryMethod="Network">
        <network host="${H}" port="465" userName="app@example.com" password="${SECRET}" enableSsl="true" />
      </smtp>
    </mailSettings>
  </system.net>
</configuration>
`,
    is: ['dotnet-mailsettings', H, 465, 'starttls'],
    says: [/no implicit TLS/, /does not go with port 465/],
    mend: [
      587,
      'starttls',
      [`        <network host="${H}" port="587" userName="app@example.com" password="***" enableSsl="true" />`],
    ],
  },
  {
    name: 'app.config, an attribute a line, without enableSsl',
    file: 'Shop.exe.config',
    text: `<configuration><system.net><mailSettings>
  <smtp deliveryMethod="SpecifiedPickupDirectory">
    <network
      host="${H}"
      port="587"
      userName="a&amp;b@example.com"
      password='${SECRET}'
      defaultCredentials="true"/>
  </smtp></mailSettings></system.net></configuration>`,
    is: ['dotnet-mailsettings', H, 587, 'plain'],
    says: [/deliveryMethod is not Network/, /defaultCredentials=true/, /not encrypted/],
    mend: [587, 'starttls', ['      enableSsl="true"', '  <smtp deliveryMethod="Network">']],
  },
  {
    name: 'the same section for Aspose',
    file: 'app.config',
    client: 'aspose',
    text: `<configuration><system.net><mailSettings><smtp><network host="${H}" port="587" userName="u" password="${SECRET}"/></smtp></mailSettings></system.net></configuration>`,
    is: ['aspose-config', H, 587, 'auto'],
    says: [/SecurityOptions/],
  },
  {
    name: 'a config that names Aspose itself',
    file: 'app.config',
    text: `<configuration><applicationSettings><Aspose.Email.Properties.Settings><setting name="SmtpDiagnosticLog"><value>smtp.log</value></setting></Aspose.Email.Properties.Settings></applicationSettings><system.net><mailSettings><smtp><network host="${H}" port="25"/></smtp></mailSettings></system.net></configuration>`,
    is: ['aspose-config', H, 25, 'auto'],
  },
  {
    name: 'appsettings.json with UseSsl on 587',
    file: 'appsettings.Production.json',
    text: `{
  // settings of the shop
  "Logging": { "LogLevel": { "Default": "Information" } },
  "MailSettings": {
    "Host": "${H}",
    "Port": 587,
    "UserName": "app@example.com",
    "Password": "${SECRET}",
    "UseSsl": true,
  }
}
`,
    is: ['appsettings-mailkit', H, 587, 'tls'],
    says: [/does not go with port 587/, /read in two ways/],
    mend: [587, 'starttls', ['    "SecureSocketOptions": "StartTls",', '    "UseSsl": false,']],
  },
  {
    name: 'the same with System.Net.Mail',
    file: 'appsettings.json',
    client: 'system-net-mail',
    text: `{"Smtp":{"Server":"${H}","Port":"587","EnableSsl":true,"Password":"${SECRET}"}}`,
    is: ['appsettings-mailkit', H, 587, 'starttls'],
    silent: [/does not go with/],
  },
  {
    name: 'Umbraco with a number for the option',
    file: 'appsettings.json',
    text: `{"Umbraco":{"CMS":{"Global":{"Smtp":{"From":"web@example.com","Host":"${H}","Port":465,"SecureSocketOptions":3,"Username":"w","Password":"${SECRET}"}}}}}`,
    is: ['appsettings-mailkit', H, 465, 'starttls'],
    says: [/does not go with port 465/],
  },
  {
    name: 'application.properties with ssl.enable on 587',
    file: 'application.properties',
    text: `# mail
spring.mail.host=${H}
spring.mail.port=587
spring.mail.username=app@example.com
spring.mail.password=${SECRET}
spring.mail.properties.mail.smtp.auth=true
spring.mail.properties.mail.smtp.ssl.enable=true
spring.mail.properties.mail.smtp.starttls.enable=true
`,
    is: ['spring-boot', H, 587, 'tls'],
    says: [/does not go with port 587/, /both on/, /No timeout/],
    mend: [
      587,
      'starttls',
      ['spring.mail.properties.mail.smtp.starttls.required=true', 'spring.mail.properties.mail.smtp.ssl.enable=false'],
    ],
  },
  {
    name: 'application.yml, nested and dotted, CRLF',
    file: 'application-prod.yml',
    text: `spring:\r\n  mail:\r\n    host: ${H}\r\n    port: 465\r\n    username: app@example.com\r\n    password: "${SECRET}"\r\n    properties:\r\n      mail.smtp.auth: true\r\n      mail.smtp.starttls.enable: true\r\n`,
    is: ['spring-boot', H, 465, 'starttls-if-offered'],
    says: [/does not go with port 465/],
    mend: [465, 'tls', ['      mail.smtp.starttls.enable: false', '      mail.smtp.ssl.enable: true']],
  },
  {
    name: 'Spring by the environment of Compose',
    file: 'docker-compose.yml',
    text: `services:
  app:
    image: shop
    environment:
      SPRING_MAIL_HOST: ${H}
      SPRING_MAIL_PORT: "587"
      SPRING_MAIL_USERNAME: app@example.com
      SPRING_MAIL_PASSWORD: "${SECRET}"
      SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE: "true"
`,
    is: ['spring-boot', H, 587, 'starttls-if-offered'],
  },
  {
    name: 'grafana.ini with a wrong word and a # in the password',
    file: 'grafana.ini',
    text: `[server]
domain = example.com

[smtp]
enabled = false
host = ${H}:587
user = grafana@example.com
password = ${SECRET}#1
;skip_verify = false
from_address = grafana@example.com
startTLS_policy = Mandatory
`,
    is: ['grafana', H, 587, 'starttls-if-offered'],
    says: [/sends no mail/, /none of the three words/, /written with 14 characters, and the application reads 12/],
    mend: [465, 'tls', ['enabled = true', `host = ${H}:465`]],
  },
  {
    name: 'Grafana in a list of Compose, in quotes',
    file: 'compose.yaml',
    text: `services:\n  grafana:\n    environment:\n      - GF_SMTP_ENABLED=true\n      - GF_SMTP_HOST=${H}:465\n      - GF_SMTP_USER=g@example.com\n      - GF_SMTP_PASSWORD='${SECRET}'\n`,
    is: ['grafana', H, 465, 'tls'],
    says: [/written with 12 characters, and the application reads 14/],
    mend: [587, 'starttls', [`      - GF_SMTP_HOST=${H}:587`, '      - GF_SMTP_STARTTLS_POLICY=MandatoryStartTLS']],
  },
  {
    name: 'alertmanager without TLS',
    file: 'alertmanager.yml',
    text: `global:
  smtp_smarthost: '${H}:587'
  smtp_from: 'alerts@example.com'
  smtp_auth_username: 'alerts@example.com'
  smtp_auth_password: '${SECRET}'
  smtp_require_tls: false
route:
  receiver: mail
receivers:
  - name: mail
    email_configs:
      - to: 'ops@example.com'
`,
    is: ['alertmanager', H, 587, 'plain'],
    says: [/keeps STARTTLS from being used/, /EHLO localhost/],
    mend: [587, 'starttls', ['  smtp_require_tls: true']],
  },
  {
    name: 'gitlab.rb with both switches',
    file: 'gitlab.rb',
    text: `external_url 'https://git.example.com'
# gitlab_rails['smtp_port'] = 25
gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = "${H}"
gitlab_rails['smtp_port'] = 465
gitlab_rails['smtp_user_name'] = "git@example.com"
gitlab_rails['smtp_password'] = "${SECRET}"
gitlab_rails['smtp_authentication'] = "login"
gitlab_rails['smtp_tls'] = true
gitlab_rails['smtp_enable_starttls_auto'] = true
gitlab_rails['smtp_openssl_verify_mode'] = 'none'
`,
    is: ['gitlab', H, 465, 'tls'],
    says: [/exclude each other/, /not verified/],
    mend: [587, 'starttls', ["gitlab_rails['smtp_port'] = 587", "gitlab_rails['smtp_tls'] = false"]],
  },
  {
    name: 'production.rb of Rails',
    file: 'production.rb',
    text: `Rails.application.configure do
  config.action_mailer.delivery_method = :smtp
  config.action_mailer.smtp_settings = {
    address: '${H}',
    port: 587,
    user_name: ENV.fetch('SMTP_USER'),
    password: '${SECRET}', # from the vault
    authentication: :login,
    tls: true
  }
end
`,
    is: ['rails', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', ['    enable_starttls: true,', '    tls: false']],
  },
  {
    name: 'configuration.yml of Redmine',
    file: 'configuration.yml',
    text: `production:
  email_delivery:
    delivery_method: :smtp
    smtp_settings:
      enable_starttls_auto: false
      address: "${H}"
      port: 25
      user_name: "r@example.com"
      password: "${SECRET}"
`,
    is: ['rails', H, 25, 'plain'],
    says: [/in the clear/],
  },
  {
    name: 'config.php of Nextcloud on 465 with tls',
    file: 'config.php',
    text: `<?php
$CONFIG = array (
  'instanceid' => 'abc',
  'mail_smtpmode' => 'smtp',
  'mail_smtphost' => '${H}',
  'mail_smtpport' => '587',
  'mail_smtpsecure' => 'ssl',
  'mail_smtpauth' => 1,
  'mail_smtpname' => 'cloud@example.com',
  'mail_smtppassword' => '${SECRET}',
  'mail_smtpstreamoptions' => array('ssl' => array('verify_peer' => false)),
  'trusted_domains' => array (0 => 'cloud.example.com'),
);
`,
    is: ['nextcloud', H, 587, 'tls'],
    says: [/does not go with port 587/, /not verified/],
    mend: [465, 'tls', ["  'mail_smtpport' => '465',"]],
  },
  {
    name: 'wp-config.php without WPMS_ON',
    file: 'wp-config.php',
    text: `<?php
define( 'DB_NAME', 'wp' );
/* define( 'WPMS_SMTP_PORT', 25 ); */
define( 'WPMS_MAILER', 'smtp' );
define( 'WPMS_SMTP_HOST', '${H}' );
define( 'WPMS_SMTP_PORT', 587 );
define( 'WPMS_SSL', 'ssl' );
define( 'WPMS_SMTP_AUTH', true );
define( 'WPMS_SMTP_USER', 'web@example.com' );
define( 'WPMS_SMTP_PASS', '${SECRET}' );
`,
    is: ['wp-mail-smtp', H, 587, 'tls'],
    says: [/WPMS_ON is not set/, /does not go with port 587/],
    mend: [587, 'starttls', ["define( 'WPMS_SSL', 'tls' );", "define( 'WPMS_ON', true );"]],
  },
  {
    name: '.env of Laravel with an old word',
    file: '.env',
    text: `APP_NAME=Laravel
MAIL_MAILER=smtp
MAIL_SCHEME=tls
MAIL_HOST=${H}
MAIL_PORT=587
MAIL_USERNAME=app@example.com
MAIL_PASSWORD=${SECRET}
MAIL_FROM_NAME="\${APP_NAME}"
`,
    is: ['laravel', H, 587, 'starttls-if-offered'],
    says: [/MAIL_SCHEME is smtp, smtps or null/],
    mend: [465, 'tls', ['MAIL_SCHEME=smtps', 'MAIL_PORT=465']],
  },
  {
    name: '.env of Laravel that logs, with a # behind a space',
    file: '.env.production',
    text: `MAIL_MAILER=log\nMAIL_HOST=${H}\nMAIL_PORT=2525\nMAIL_USERNAME=null\nMAIL_PASSWORD=${SECRET}\nMAIL_ENCRYPTION=null # none\n`,
    is: ['laravel', H, 2525, 'starttls-if-offered'],
    says: [/goes into the log/],
  },
  {
    name: 'MAILER_DSN without a port',
    file: '.env.local',
    text: `APP_ENV=prod\nMAILER_DSN="smtp://app%40example.com:${SECRET}@${H}"\n`,
    is: ['symfony-dsn', H, 465, 'tls'],
    says: [/without a port is TLS from the first byte/],
    mend: [587, 'starttls', [`MAILER_DSN="smtp://app%40example.com:***@${H}:587"`]],
  },
  {
    name: 'MAILER_DSN with an old parameter',
    file: '.env',
    text: `MAILER_DSN=smtp://u:${SECRET}@${H}:587?encryption=ssl&verify_peer=0\n`,
    is: ['symfony-dsn', H, 587, 'starttls-if-offered'],
    says: [/old MAILER_URL/, /not verified/],
    mend: [465, 'tls', [`MAILER_DSN=smtps://u:***@${H}:465?encryption=ssl&verify_peer=0`]],
  },
  {
    name: 'settings.py with both switches',
    file: 'settings.py',
    text: `import os
DEBUG = False
EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'
EMAIL_HOST = '${H}'
EMAIL_PORT = 587
EMAIL_USE_TLS = True
EMAIL_USE_SSL = True
EMAIL_HOST_USER = os.environ.get('EMAIL_USER')
EMAIL_HOST_PASSWORD = '${SECRET}'
`,
    is: ['django', H, 587, 'tls'],
    says: [/exclude each other/, /EMAIL_TIMEOUT is not set/],
    mend: [587, 'starttls', ['EMAIL_USE_SSL = False']],
  },
  {
    name: 'msmtprc on 465 with STARTTLS',
    file: '.msmtprc',
    text: `# home
defaults
auth on
tls on
logfile ~/.msmtp.log

account work
host ${H}
port 465
user app@example.com
password ${SECRET}

account default : work
`,
    is: ['msmtprc', H, 465, 'starttls'],
    says: [/does not go with port 465/],
    mend: [465, 'tls', ['tls_starttls off']],
  },
  {
    name: 'main.cf with a bare relayhost',
    file: 'main.cf',
    text: `myhostname = mail.example.net
relayhost = ${H}:465
smtp_sasl_auth_enable = yes
smtp_sasl_password_maps =
    hash:/etc/postfix/sasl_passwd
smtp_helo_name = $myhostname
`,
    is: ['postfix-relay', H, 465, 'plain'],
    says: [/without brackets/, /noplaintext stands in/, /does not go with port 465/],
    mend: [465, 'tls', ['smtp_tls_wrappermode = yes', 'smtp_tls_security_level = encrypt']],
  },
  {
    name: '.env of Vaultwarden with the old switch',
    file: '.env',
    text: `DOMAIN=https://vault.example.com\nSMTP_HOST=${H}\nSMTP_FROM=vault@example.com\nSMTP_PORT=587\nSMTP_SSL=true\nSMTP_EXPLICIT_TLS=true\nSMTP_USERNAME=v\nSMTP_PASSWORD=${SECRET}\nSMTP_ACCEPT_INVALID_CERTS=true\n`,
    is: ['vaultwarden', H, 587, 'tls'],
    says: [/in spite of its name/, /SMTP_SSL=true means STARTTLS/, /not verified/],
    mend: [587, 'starttls', ['SMTP_SECURITY=starttls']],
  },
  {
    name: 'a chart of Helm with names and values',
    file: 'values.yaml',
    text: `extraEnv:\n  - name: SMTP_HOST\n    value: ${H}\n  - name: SMTP_PORT\n    value: "587"\n  - name: SMTP_SECURITY\n    value: starttls\n  - name: SMTP_PASSWORD\n    value: "${SECRET}"\n`,
    client: 'generic-env',
    is: ['generic-env', H, 587, 'starttls'],
  },
  {
    name: 'SMTP_SECURE=true on 587 with nodemailer',
    file: '.env',
    client: 'nodemailer',
    text: `SMTP_HOST=${H}\nSMTP_PORT=587\nSMTP_SECURE=true\nSMTP_USER=a\nSMTP_PASS="${SECRET}"\n`,
    is: ['generic-env', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', ['SMTP_SECURE=false']],
  },
  {
    name: 'Compose with a $ in the password',
    file: 'docker-compose.yml',
    text: `services:\n  app:\n    environment:\n      SMTP_HOST: ${H}\n      SMTP_PORT: 587\n      SMTP_STARTTLS: "true"\n      SMTP_PASSWORD: ${SECRET}$abc\n`,
    is: ['generic-env', H, 587, 'starttls'],
    says: [/written with 16 characters, and the application reads 12/],
  },
  {
    name: 'Bitwarden',
    file: 'global.override.env',
    text: `globalSettings__mail__smtp__host=${H}\nglobalSettings__mail__smtp__port=465\nglobalSettings__mail__smtp__ssl=false\nglobalSettings__mail__smtp__startTls=true\nglobalSettings__mail__smtp__username=v\nglobalSettings__mail__smtp__password=${SECRET}\n`,
    is: ['bitwarden', H, 465, 'starttls-if-offered'],
    says: [/does not go with port 465/],
    mend: [465, 'tls', ['globalSettings__mail__smtp__ssl=true', 'globalSettings__mail__smtp__startTls=false']],
  },
  {
    name: 'raw properties with a socket factory',
    file: 'mail.properties',
    text: `mail.smtp.host=${H}\nmail.smtp.port=465\nmail.smtp.auth=true\nmail.smtp.socketFactory.class=javax.net.ssl.SSLSocketFactory\nmail.smtp.password=${SECRET}\\\\a\nmail.imap.host=imap.example.com\n`,
    part: 'smtp',
    is: ['jakarta-mail', H, 465, 'tls'],
    says: [/goes on in the clear/],
  },
  {
    name: 'raw properties of IMAP',
    file: 'mail.properties',
    text: `mail.imap.host=imap.example.com\nmail.imap.port=993\nmail.imap.password=${SECRET}\n`,
    is: ['jakarta-mail', 'imap.example.com', 993, 'plain'],
    says: [/does not go with port 993/],
    mend: [993, 'tls', ['mail.imap.ssl.enable=true']],
  },
  {
    name: 'a realm of Keycloak',
    file: 'demo-realm.json',
    text: `{"realm":"demo","smtpServer":{"host":"${H}","port":"587","from":"sso@example.com","auth":"true","user":"sso","password":"${SECRET}","ssl":"true","starttls":"true"}}`,
    is: ['keycloak', H, 587, 'tls'],
    says: [/does not go with port 587/, /both on/],
    mend: [587, 'starttls', []],
  },
  {
    name: 'the Mailer of Jenkins',
    file: 'hudson.tasks.Mailer.xml',
    text: `<?xml version='1.1' encoding='UTF-8'?>
<hudson.tasks.Mailer_-DescriptorImpl plugin="mailer@1.34">
  <replyToAddress></replyToAddress>
  <smtpHost>${H}</smtpHost>
  <useSsl>true</useSsl>
  <useTls>false</useTls>
  <smtpPort>587</smtpPort>
  <authentication>
    <username>ci@example.com</username>
    <password>${SECRET}</password>
  </authentication>
</hudson.tasks.Mailer_-DescriptorImpl>
`,
    is: ['jenkins-mailer', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', ['  <useSsl>false</useSsl>', '  <useTls>true</useTls>']],
  },
  {
    name: 'Jenkins by code',
    file: 'jenkins.yaml',
    text: `unclassified:\n  mailer:\n    smtpHost: ${H}\n    smtpPort: "465"\n    useTls: true\n    authentication:\n      username: ci\n      password: "${SECRET}"\n`,
    is: ['jenkins-mailer', H, 465, 'starttls'],
    mend: [465, 'tls', ['    useSsl: true', '    useTls: false']],
  },
  {
    name: 'app.ini of Gitea with the old keys',
    file: 'app.ini',
    text: `[mailer]\nENABLED = true\nHOST = ${H}:587\nIS_TLS_ENABLED = true\nUSER = git\nPASSWD = \`${SECRET}\`\n`,
    is: ['gitea', H, 587, 'tls'],
    says: [/IS_TLS_ENABLED=true means TLS from the first byte/, /does not go with port 587/],
    mend: [587, 'starttls', ['PROTOCOL = smtp+starttls', 'IS_TLS_ENABLED = false']],
  },
  {
    name: 'Mattermost',
    file: 'config.json',
    text: `{\n    "EmailSettings": {\n        "SMTPServer": "${H}",\n        "SMTPPort": "465",\n        "ConnectionSecurity": "STARTTLS",\n        "EnableSMTPAuth": false,\n        "SMTPUsername": "chat",\n        "SMTPPassword": "${SECRET}"\n    }\n}\n`,
    is: ['mattermost', H, 465, 'starttls'],
    says: [/no login is made: EmailSettings.EnableSMTPAuth is not on|no login is made/],
    mend: [465, 'tls', ['        "ConnectionSecurity": "TLS",']],
  },
  {
    name: 'Joomla with mail()',
    file: 'configuration.php',
    text: `<?php\nclass JConfig {\n\tpublic $mailer = 'mail';\n\tpublic $smtphost = '${H}';\n\tpublic $smtpport = 465;\n\tpublic $smtpsecure = 'tls';\n\tpublic $smtpauth = true;\n\tpublic $smtpuser = 'w';\n\tpublic $smtppass = '${SECRET}';\n}\n`,
    is: ['joomla', H, 465, 'starttls'],
    says: [/settings are not used/, /does not go with port 465/],
    mend: [465, 'tls', ["\tpublic $smtpsecure = 'ssl';", "\tpublic $mailer = 'smtp';"]],
  },
  {
    name: 'PHPMailer with constants',
    file: 'contact.php',
    text: `<?php
$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->Host       = '${H}'; // the relay
$mail->SMTPAuth   = true;
$mail->Username   = 'web@example.com';
$mail->Password   = '${SECRET}';
$mail->SMTPSecure = 'ssl';
$mail->Port       = 587;
`,
    is: ['phpmailer', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', ["$mail->SMTPSecure = 'tls';"]],
  },
  {
    name: 'Mastodon with both',
    file: '.env.production',
    text: `LOCAL_DOMAIN=example.com\nSMTP_SERVER=${H}\nSMTP_PORT=465\nSMTP_LOGIN=m\nSMTP_PASSWORD=${SECRET}\nSMTP_TLS=true\nSMTP_ENABLE_STARTTLS=auto\n`,
    is: ['mastodon', H, 465, 'tls'],
    says: [/exclude each other/],
    mend: [587, 'starttls', ['SMTP_PORT=587', 'SMTP_TLS=false', 'SMTP_ENABLE_STARTTLS=always']],
  },
  {
    name: 'Discourse',
    file: 'app.yml',
    text: `env:\n  DISCOURSE_SMTP_ADDRESS: ${H}\n  DISCOURSE_SMTP_PORT: 465\n  DISCOURSE_SMTP_USER_NAME: forum@example.com\n  DISCOURSE_SMTP_PASSWORD: "${SECRET}"\n`,
    is: ['discourse', H, 465, 'starttls-if-offered'],
    mend: [465, 'tls', ['  DISCOURSE_SMTP_FORCE_TLS: "true"']],
  },
  {
    name: 'n8n with the port alone',
    file: '.env',
    text: `N8N_EMAIL_MODE=smtp\nN8N_SMTP_HOST=${H}\nN8N_SMTP_PORT=587\nN8N_SMTP_USER=flow\nN8N_SMTP_PASS=${SECRET}\n`,
    is: ['n8n', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', ['N8N_SMTP_SSL=false']],
  },
  {
    name: 'Ghost',
    file: 'config.production.json',
    text: `{"url":"https://blog.example.com","mail":{"transport":"SMTP","options":{"host":"${H}","port":587,"secure":true,"auth":{"user":"b","pass":"${SECRET}"}}}}`,
    is: ['ghost', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', []],
  },
  {
    name: 'Home Assistant with tls on 587',
    file: 'configuration.yaml',
    text: `homeassistant:\n  name: Home\nnotify:\n  - name: mail\n    platform: smtp\n    server: ${H}\n    port: 587\n    encryption: tls\n    username: ha@example.com\n    password: "${SECRET}"\n    recipient: you@example.com\n`,
    is: ['home-assistant', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', ['    encryption: starttls']],
  },
  {
    name: 'Odoo on 465',
    file: 'odoo.conf',
    text: `[options]\nadmin_passwd = x\nsmtp_server = ${H}\nsmtp_port = 465\nsmtp_ssl = True\nsmtp_user = erp\nsmtp_password = ${SECRET}\n`,
    is: ['odoo', H, 465, 'starttls'],
    says: [/does not go with port 465/],
    mend: [587, 'starttls', ['smtp_port = 587']],
  },
  {
    name: 'Thunderbird, outgoing',
    file: 'prefs.js',
    part: 'smtp1',
    text: `// Mozilla User Preferences
user_pref("mail.server.server1.hostname", "imap.example.com");
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.socketType", 3);
user_pref("mail.smtpserver.smtp1.authMethod", 10);
user_pref("mail.smtpserver.smtp1.hostname", "${H}");
user_pref("mail.smtpserver.smtp1.port", 465);
user_pref("mail.smtpserver.smtp1.try_ssl", 2);
`,
    is: ['thunderbird', H, 465, 'starttls'],
    says: [/does not go with port 465/, /another login than a password/],
    mend: [465, 'tls', ['user_pref("mail.smtpserver.smtp1.try_ssl", 3);']],
  },
  {
    name: 'Thunderbird, incoming',
    file: 'prefs.js',
    part: 'imap',
    text: `user_pref("mail.server.server2.hostname", "mail.example.com");\nuser_pref("mail.server.server2.type", "imap");\nuser_pref("mail.server.server2.socketType", 3);\n`,
    is: ['thunderbird', 'mail.example.com', 993, 'tls'],
  },
  {
    name: 'nodemailer in code',
    file: 'mailer.ts',
    text: `import nodemailer from 'nodemailer';
export const transport = nodemailer.createTransport({
  host: '${H}',
  port: 587,
  secure: true, // use TLS
  auth: { user: process.env.SMTP_USER, pass: '${SECRET}' },
  tls: { rejectUnauthorized: false },
});
`,
    is: ['nodemailer', H, 587, 'tls'],
    says: [/does not go with port 587/, /not verified/],
    mend: [587, 'starttls', ['  secure: false, // use TLS', '  requireTLS: true,']],
  },
  {
    name: 'nodemailer by URL',
    file: '.env',
    text: `EMAIL_SERVER=smtps://u:${SECRET}@${H}:587\nEMAIL_FROM=a@example.com\n`,
    is: ['nodemailer', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', [`EMAIL_SERVER=smtp://u:***@${H}:587`]],
  },
  {
    name: 'Genesys, outgoing',
    file: 'EmailServer.conf',
    part: 'smtp-client',
    text: `[smtp-client]\nserver=${H}\nport=465\nsmtp-connection-security=start-tls-required\nenable-authentication=false\nuser=cc@example.com\npassword=${SECRET}\nenable-debug=true\n\n[pop-client1]\nserver=imap.example.com\nport=993\npop-connection-security=ssl-tls\npassword=${SECRET}\n`,
    is: ['genesys', H, 465, 'starttls'],
    says: [/does not go with port 465/, /no login is made/, /writes SMTP passwords into the log/, /five minutes stand in/],
    mend: [465, 'tls', ['smtp-connection-security=ssl-tls']],
  },
  {
    name: 'Genesys, incoming',
    file: 'EmailServer.conf',
    part: 'pop-client1',
    text: `[smtp-client]\nserver=${H}\n[pop-client1]\nserver=imap.example.com\nport=993\npop-connection-security=none\npassword=${SECRET}\n`,
    is: ['genesys', 'imap.example.com', 993, 'plain'],
    says: [/does not go with port 993/],
    mend: [993, 'tls', ['pop-connection-security=ssl-tls']],
  },
  {
    name: 'Genesys, sending by Graph',
    file: 'EmailServer.conf',
    text: `[smtp-client]\nserver-type=GRAPH\nserver=smtp.office365.com\nport=587\nsmtp-connection-security=start-tls-required\nuser=cc@example.com\nclient-id=11111111-2222-3333-4444-555555555555\npassword=${SECRET}\n`,
    is: ['genesys', 'graph.microsoft.com', 443, 'tls'],
    says: [
      /no directory-id/,
      /scope is not set: .*outlook\.office\.com/,
      /server names no host of Microsoft Graph/,
      /smtp-connection-security has no effect/,
    ],
    silent: [/client-id/, /does not go with port/, /no login is made/, /No port is set/],
    mend: [443, 'tls', ['scope = https://graph.microsoft.com/.default']],
  },
  {
    name: 'Genesys, reading by Graph in another cloud',
    file: 'EmailServer.conf',
    part: 'pop-client2',
    text: `[smtp-client]\nserver=${H}\n[pop-client2]\ntype=graph\nserver=https://graph.microsoft.us\nport=995\nmailbox=cc@example.com\nclient-id=a\ndirectory-id=b\nscope=https://graph.microsoft.us/.default\npassword=${SECRET}\n`,
    is: ['genesys', 'graph.microsoft.us', 443, 'tls'],
    silent: [/scope/, /no (?:client|directory)-id/, /names no host/],
  },
  {
    name: 'Genesys, sending by EWS',
    file: 'EmailServer.conf',
    text: `[smtp-client]\nserver-type=ews\nserver=https://owa.example.com:8443/ews/exchange.asmx\nport=25\nsmtp-connection-security=none\nenable-authentication=true\nuser=cc@example.com\npassword=${SECRET}\nexchange-version=Exchange2010_SP4\nallow-delegate=true\n`,
    is: ['genesys', 'owa.example.com', 8443, 'tls'],
    says: [/exchange-version is none that EWS knows/, /allow-delegate has no effect/, /smtp-connection-security has no effect/],
    silent: [/scope/, /directory-id/, /not encrypted/, /another path/],
  },
  {
    name: 'Genesys, reading by EWS as an application',
    file: 'EmailServer.conf',
    part: 'pop-client1',
    text: `[smtp-client]\nserver=${H}\n[pop-client1]\ntype=EWS\nserver=http://outlook.office365.com/owa/\nmailbox=cc@example.com\nmail.ews.auth.mechanisms=XOAUTH2\ngrant-type=client_credentials\nscope=https://graph.microsoft.com/.default\ndirectory-id=b\npassword=${SECRET}\n`,
    is: ['genesys', 'outlook.office365.com', 443, 'tls'],
    says: [/no client-id/, /scope is that of Microsoft Graph/, /begins with http:/, /another path/],
    silent: [/directory-id/],
  },
  {
    name: 'Genesys, EWS without a URL',
    file: 'EmailServer.conf',
    text: `[smtp-client]\nserver-type=EWS\nserver=owa.example.com\nenable-authentication=true\nuser=u\npassword=${SECRET}\n`,
    is: ['genesys', 'owa.example.com', 443, 'tls'],
    says: [/server is no URL/],
  },
  {
    name: 'config.json of Vaultwarden',
    file: 'config.json',
    text: `{\n  "domain": "https://vault.example.com",\n  "smtp_host": "${H}",\n  "smtp_security": "starttls",\n  "smtp_port": 465,\n  "smtp_from": "v@example.com",\n  "smtp_username": "v",\n  "smtp_password": "${SECRET}"\n}\n`,
    is: ['vaultwarden', H, 465, 'starttls'],
    says: [/does not go with port 465/],
    mend: [465, 'tls', ['  "smtp_security": "force_tls",']],
  },
  {
    name: 'a text where a switch belongs',
    file: 'settings.py',
    text: `EMAIL_HOST = '${H}'\nEMAIL_PORT = 25\nEMAIL_USE_TLS = 'False'\nEMAIL_HOST_USER = 'u'\nEMAIL_HOST_PASSWORD = '${SECRET}'\n`,
    is: ['django', H, 25, 'plain'],
    says: [/to Python a text is true/],
  },
  {
    name: 'authentik with both',
    file: '.env',
    text: `AUTHENTIK_EMAIL__HOST=${H}\nAUTHENTIK_EMAIL__PORT=587\nAUTHENTIK_EMAIL__USE_TLS=true\nAUTHENTIK_EMAIL__USE_SSL=true\nAUTHENTIK_EMAIL__USERNAME=sso\nAUTHENTIK_EMAIL__PASSWORD=${SECRET}\n`,
    is: ['authentik', H, 587, 'tls'],
    says: [/exclude each other/, /does not go with port 587/],
    mend: [587, 'starttls', ['AUTHENTIK_EMAIL__USE_SSL=false']],
  },
  {
    name: 'Paperless',
    file: 'docker-compose.env',
    text: `PAPERLESS_EMAIL_HOST=${H}\nPAPERLESS_EMAIL_PORT=465\nPAPERLESS_EMAIL_USE_TLS=true\nPAPERLESS_EMAIL_HOST_USER=dms\nPAPERLESS_EMAIL_HOST_PASSWORD=${SECRET}\n`,
    is: ['paperless', H, 465, 'starttls'],
    says: [/does not go with port 465/],
    mend: [465, 'tls', ['PAPERLESS_EMAIL_USE_SSL=true', 'PAPERLESS_EMAIL_USE_TLS=false']],
  },
  {
    name: 'Flask-Mail',
    file: 'config.py',
    text: `class Config:\n    MAIL_SERVER = '${H}'\n    MAIL_PORT = 465\n    MAIL_USE_TLS = True\n    MAIL_USE_SSL = True\n    MAIL_USERNAME = 'app@example.com'\n    MAIL_PASSWORD = '${SECRET}'\n`,
    is: ['flask-mail', H, 465, 'tls'],
    says: [/STARTTLS is sent within TLS/],
  },
  {
    name: 'Sentry',
    file: 'config.yml',
    text: `mail.backend: 'smtp'\nmail.host: '${H}'\nmail.port: 587\nmail.username: 'sentry@example.com'\nmail.password: '${SECRET}'\nmail.use-ssl: true\n`,
    is: ['sentry', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', ['mail.use-tls: true', 'mail.use-ssl: false']],
  },
  {
    name: 'Airflow with the default that stays',
    file: 'airflow.cfg',
    text: `[core]\nexecutor = LocalExecutor\n\n[smtp]\nsmtp_host = ${H}\nsmtp_ssl = True\nsmtp_port = 465\nsmtp_user = airflow\nsmtp_password = ${SECRET}\nsmtp_mail_from = a@example.com\n`,
    is: ['airflow', H, 465, 'tls'],
    says: [/smtp_starttls is not off/],
    mend: [587, 'starttls', ['smtp_starttls = true', 'smtp_ssl = False', 'smtp_port = 587']],
  },
  {
    name: 'Quarkus without a port',
    file: 'application.properties',
    text: `quarkus.mailer.host=${H}\nquarkus.mailer.tls=true\nquarkus.mailer.username=app\nquarkus.mailer.password=${SECRET}\n`,
    is: ['quarkus', H, 587, 'tls'],
    says: [/does not go with port 587, which stands in/],
    mend: [465, 'tls', ['quarkus.mailer.port=465']],
  },
  {
    name: 'Directus without a transport',
    file: '.env',
    text: `EMAIL_SMTP_HOST=${H}\nEMAIL_SMTP_PORT=587\nEMAIL_SMTP_SECURE=true\nEMAIL_SMTP_USER=cms\nEMAIL_SMTP_PASSWORD=${SECRET}\n`,
    is: ['directus', H, 587, 'tls'],
    says: [/EMAIL_TRANSPORT is not set/, /does not go with port 587/],
    mend: [587, 'starttls', ['EMAIL_SMTP_SECURE=false', 'EMAIL_TRANSPORT=smtp']],
  },
  {
    name: 'Supabase',
    file: '.env',
    text: `GOTRUE_SMTP_HOST=${H}\nGOTRUE_SMTP_PORT=587\nGOTRUE_SMTP_USER=auth\nGOTRUE_SMTP_PASS=${SECRET}\n`,
    is: ['supabase', H, 587, 'starttls-if-offered'],
    mend: [465, 'tls', ['GOTRUE_SMTP_PORT=465']],
  },
  {
    name: 'Roundcube',
    file: 'config.inc.php',
    part: 'smtp',
    text: `<?php\n$config['db_dsnw'] = 'sqlite:////x';\n$config['imap_host'] = 'ssl://imap.example.com:993';\n$config['smtp_host'] = 'ssl://${H}:587';\n$config['smtp_user'] = '%u';\n$config['smtp_pass'] = '${SECRET}';\n`,
    is: ['roundcube', H, 587, 'tls'],
    says: [/does not go with port 587/],
    mend: [587, 'starttls', [`$config['smtp_host'] = 'tls://${H}:587';`]],
  },
  {
    name: 'a port that is none',
    file: '.env',
    text: `MAIL_MAILER=smtp\nMAIL_HOST=${H}\nMAIL_PORT=tls\nMAIL_USERNAME=u\nMAIL_PASSWORD=${SECRET}\n`,
    is: ['laravel', H, 2525, 'starttls-if-offered'],
    says: [/port is no number/],
    silent: [/No port is set/],
  },
  {
    name: 'two formats in one file, one of them named',
    file: '.env',
    part: 'symfony-dsn',
    text: `MAIL_MAILER=smtp\nMAIL_HOST=a.example.com\nMAILER_DSN=smtp://u:${SECRET}$$x@${H}:587\n`,
    is: ['symfony-dsn', H, 587, 'starttls-if-offered'],
    silent: [/written with/],
  },
  {
    name: 'a ConfigMap beside a Secret',
    file: 'mail.yaml',
    text: `apiVersion: v1\nkind: ConfigMap\ndata:\n  SMTP_HOST: ${H}\n  SMTP_PORT: "465"\n  SMTP_STARTTLS: "true"\n---\napiVersion: v1\nkind: Secret\ndata:\n  SMTP_PASSWORD: Wml0cm9uZQ==\n`,
    is: ['generic-env', H, 465, 'starttls'],
    says: [/does not go with port 465/],
  },
];
