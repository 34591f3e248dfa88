// GitLab Omnibus: gitlab_rails['smtp_…'] of gitlab.rb. Facts: omnibus-gitlab doc/settings/smtp.md, gitlab.rb.template,
// smtp_settings.rb.erb; mikel/mail smtp.rb (1536, 1577: the two switches exclude each other).
import { rubyAssignment } from '../dialects/languages.ts';
import { OFF, ON, type SettingsFormat } from '../format.ts';

export const gitlab: SettingsFormat = {
  id: 'gitlab',
  application: 'GitLab',
  family: 'ruby-mail',
  readings: [{ dialect: rubyAssignment, files: /\.rb$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^gitlab_rails\.(?=smtp_|gitlab_email_)/,
      writtenPrefix: 'gitlab_rails.',
      keys: {
        host: ['smtp_address'],
        port: ['smtp_port'],
        user: ['smtp_user_name'],
        secret: ['smtp_password'],
        ehloName: ['smtp_domain'],
        sender: ['gitlab_email_from'],
        mechanisms: ['smtp_authentication'],
        timeout: ['smtp_read_timeout'],
      },
      modes: [
        { when: { smtp_tls: ON }, mode: 'tls' },
        { when: { smtp_ssl: ON }, mode: 'tls' },
        { when: { smtp_enable_starttls: ON }, mode: 'starttls' },
        { when: { smtp_enable_starttls_auto: OFF }, mode: 'plain' },
        { mode: 'starttls-if-offered' },
      ],
      writes: {
        tls: { set: { smtp_tls: true, smtp_enable_starttls_auto: false } },
        starttls: { set: { smtp_enable_starttls_auto: true }, clear: { smtp_tls: false, smtp_ssl: false } },
      },
      defaults: { port: 25, timeoutMs: 60_000 },
      unverified: { smtp_openssl_verify_mode: /^none$/i },
      fixed: { smtp_enable: true },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'smtp_enable_starttls_auto',
          is: ON,
          and: (_values, { mode }) => mode.value === 'tls',
          title: 'smtp_tls and smtp_enable_starttls_auto exclude each other',
          meaning:
            'The mail library stops with an ArgumentError before anything is sent (mail 2.9 and 2.8-stable); older ones take TLS.',
          fix: 'Set smtp_enable_starttls_auto to false beside smtp_tls on 465; or smtp_tls to false on 587.',
          change: false,
        },
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'smtp_enable',
          is: null,
          title: 'smtp_enable is not set: GitLab hands mail to the local sendmail',
          meaning: 'The other lines are not used.',
          fix: "gitlab_rails['smtp_enable'] = true, then gitlab-ctl reconfigure.",
          change: true,
        },
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'smtp_enable',
          is: OFF,
          title: 'smtp_enable is false: GitLab hands mail to the local sendmail',
          meaning: 'The other lines are not used.',
          fix: "gitlab_rails['smtp_enable'] = true, then gitlab-ctl reconfigure.",
          change: true,
        },
      ],
    },
  ],
};
