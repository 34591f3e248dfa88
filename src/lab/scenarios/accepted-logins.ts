// Logins that work, one a mechanism.
import { type LabScenario, submissions } from '../scenario.ts';

export const ACCEPTED_LOGINS: readonly LabScenario[] = [
  // RFC 4616.
  {
    name: 'auth-plain',
    title: 'nothing: a login by PLAIN',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['PLAIN'] } }) }),
    check: { login: 'password', options: ['--auth', 'PLAIN'] },
    expect: [],
  },
  // Never a standard, and what Outlook and old Exchange ask for.
  {
    name: 'auth-login',
    title: 'nothing: a login by LOGIN',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['LOGIN'] } }) }),
    check: { login: 'password', options: ['--auth', 'LOGIN'] },
    expect: [],
  },
  // RFC 2195.
  {
    name: 'auth-cram-md5',
    title: 'nothing: a login by CRAM-MD5',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['CRAM-MD5'] } }) }),
    check: { login: 'password', options: ['--auth', 'CRAM-MD5'] },
    expect: [],
  },
  // RFC 2831, historic.
  {
    name: 'auth-digest-md5',
    title: 'nothing: a login by DIGEST-MD5',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['DIGEST-MD5'] } }) }),
    check: { login: 'password', options: ['--auth', 'DIGEST-MD5'] },
    expect: [],
  },
  // RFC 5802.
  {
    name: 'auth-scram-sha-1',
    title: 'nothing: a login by SCRAM-SHA-1',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-1'] } }) }),
    check: { login: 'password', options: ['--auth', 'SCRAM-SHA-1'] },
    expect: [],
  },
  // RFC 7677.
  {
    name: 'auth-scram-sha-256',
    title: 'nothing: a login by SCRAM-SHA-256',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-256'] } }) }),
    check: { login: 'password', options: ['--auth', 'SCRAM-SHA-256'] },
    expect: [],
  },
  // RFC 5802 with channel binding.
  {
    name: 'auth-scram-sha-1-plus',
    title: 'nothing: a login by SCRAM-SHA-1-PLUS',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-1-PLUS'] } }) }),
    check: { login: 'password', options: ['--auth', 'SCRAM-SHA-1-PLUS'] },
    expect: [],
  },
  // RFC 7677 with channel binding (RFC 9266 tls-exporter, RFC 5929 tls-server-end-point).
  {
    name: 'auth-scram-sha-256-plus',
    title: 'nothing: a login by SCRAM-SHA-256-PLUS',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-256-PLUS'] } }) }),
    check: { login: 'password', options: ['--auth', 'SCRAM-SHA-256-PLUS'] },
    expect: [],
  },
  // Exchange on premises.
  {
    name: 'auth-ntlm',
    title: 'nothing: a login by NTLM',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['NTLM'] } }) }),
    check: { login: 'password', options: ['--auth', 'NTLM'] },
    expect: [],
  },
  // The form that Google began and Microsoft took over.
  {
    name: 'auth-xoauth2',
    title: 'nothing: a login by XOAUTH2',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['XOAUTH2'] } }) }),
    check: { login: 'token', options: ['--auth', 'XOAUTH2'] },
    expect: [],
  },
  // RFC 7628.
  {
    name: 'auth-oauthbearer',
    title: 'nothing: a login by OAUTHBEARER',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['OAUTHBEARER'] } }) }),
    check: { login: 'token', options: ['--auth', 'OAUTHBEARER'] },
    expect: [],
  },
  // RFC 4422 appendix A: the client certificate says who it is.
  {
    name: 'auth-external',
    title: 'nothing: a login by client certificate',
    ports: () => ({
      submissions: submissions({
        tlsOptions: { requestCert: true, rejectUnauthorized: false },
        auth: { mechanisms: ['EXTERNAL'] },
      }),
    }),
    check: { login: 'certificate', options: ['--auth', 'EXTERNAL'] },
    expect: [],
  },
  // RFC 4505.
  {
    name: 'auth-anonymous',
    title: 'nothing: a login without a name',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['ANONYMOUS'] } }) }),
    check: { login: 'anonymous', options: ['--auth', 'ANONYMOUS'] },
    expect: [],
  },
];
