// Every format that is read and written: a new one is its file and a line here. The order is that of their use.
import type { SettingsFormat } from '../format.ts';
import { airflow } from './airflow.ts';
import { alertmanager } from './alertmanager.ts';
import { appsettings } from './appsettings.ts';
import { aspose } from './aspose.ts';
import { authentik } from './authentik.ts';
import { bitwarden } from './bitwarden.ts';
import { directus } from './directus.ts';
import { discourse } from './discourse.ts';
import { django } from './django.ts';
import { dotnetMailSettings } from './dotnet-mail-settings.ts';
import { flaskMail } from './flask-mail.ts';
import { genericEnv } from './generic-env.ts';
import { genesys } from './genesys.ts';
import { ghost } from './ghost.ts';
import { gitea } from './gitea.ts';
import { gitlab } from './gitlab.ts';
import { grafana } from './grafana.ts';
import { homeAssistant } from './home-assistant.ts';
import { jakartaMail } from './jakarta-mail.ts';
import { jenkins } from './jenkins.ts';
import { joomla } from './joomla.ts';
import { keycloak } from './keycloak.ts';
import { laravel } from './laravel.ts';
import { mastodon } from './mastodon.ts';
import { mattermost } from './mattermost.ts';
import { msmtpSettings } from './msmtp.ts';
import { n8n } from './n8n.ts';
import { nextcloud } from './nextcloud.ts';
import { nodemailer } from './nodemailer.ts';
import { odoo } from './odoo.ts';
import { paperless } from './paperless.ts';
import { phpmailer } from './phpmailer.ts';
import { postfixRelay } from './postfix-relay.ts';
import { quarkus } from './quarkus.ts';
import { rails } from './rails.ts';
import { roundcubeConfig } from './roundcube.ts';
import { sentry } from './sentry.ts';
import { springBoot } from './spring-boot.ts';
import { supabase } from './supabase.ts';
import { superoffice } from './superoffice.ts';
import { symfonyDsn } from './symfony-dsn.ts';
import { thunderbirdPrefs } from './thunderbird.ts';
import { vaultwarden } from './vaultwarden.ts';
import { wpMailSmtp } from './wordpress.ts';

export const FORMATS: readonly SettingsFormat[] = [
  dotnetMailSettings,
  appsettings,
  springBoot,
  grafana,
  alertmanager,
  gitlab,
  nextcloud,
  wpMailSmtp,
  laravel,
  symfonyDsn,
  django,
  msmtpSettings,
  postfixRelay,
  vaultwarden,
  genericEnv,
  aspose,
  bitwarden,
  jakartaMail,
  keycloak,
  jenkins,
  gitea,
  mattermost,
  joomla,
  phpmailer,
  rails,
  discourse,
  mastodon,
  homeAssistant,
  odoo,
  thunderbirdPrefs,
  n8n,
  ghost,
  nodemailer,
  genesys,
  superoffice,
  authentik,
  paperless,
  flaskMail,
  sentry,
  airflow,
  quarkus,
  directus,
  supabase,
  roundcubeConfig,
];
