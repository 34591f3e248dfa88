// The proxy wants a login, or another one.
import { endpointRule } from '../rule.ts';

export const proxyAuthRequired = endpointRule('proxy-auth-required', (_, { plan: { proxy } }) => ({
  severity: 'error',
  title: proxy?.user ? `The proxy does not accept the login of ${proxy.user}` : 'The proxy wants a user name and a password',
  detail: 'The proxy turned the connection away for want of valid credentials. The mail server was not reached.',
  fix: 'Put user name and password of the proxy into MAILPROBE_PROXY (scheme://user:password@host:port); ask whoever runs the proxy for them.',
  owner: 'network',
  reference: 'RFC 9110 §15.5.8',
}));
