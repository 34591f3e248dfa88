// The settings of an application in one line, as every format tells them. Words alone; judges nothing.
import type { ApplicationSettings, ClientMode } from '../model/application-settings.ts';
import type { ReportApplication } from '../model/report.ts';

const MODE_WORDS: Readonly<Record<ClientMode, string>> = {
  tls: 'SSL/TLS',
  starttls: 'STARTTLS',
  'starttls-if-offered': 'STARTTLS where it is offered',
  plain: 'no encryption',
  auto: 'whichever encryption answers',
};

/** ` (by default)` where nothing in the file says it. */
const standsIn = ({ from }: { readonly from: { readonly kind: string } }): string =>
  from.kind === 'default' ? ' (by default)' : '';

/** `grafana.ini (Grafana): mail.example.com, port 587, STARTTLS where it is offered, login as alice`. */
export function applicationLine({ file, settings }: ReportApplication): string {
  const { application, part, host, port, mode } = settings;
  const place = part === null ? file : `${file}#${part}`;
  const facts = [
    host?.value ?? 'no host',
    ...(port === null ? [] : [`port ${port.value}${standsIn(port)}`]),
    `${MODE_WORDS[mode.value]}${standsIn(mode)}`,
    loginWords(settings),
  ];
  return `${place} (${application}): ${facts.join(', ')}`;
}

function loginWords({ user, secret, mechanisms }: ApplicationSettings): string {
  if (mechanisms?.value[0] === 'NONE') return 'no login';
  if (user === null) return secret === null ? 'no login in the file' : 'login without a user';
  return `login as ${user.value}${secret === null ? ', whose password is elsewhere' : ''}`;
}
