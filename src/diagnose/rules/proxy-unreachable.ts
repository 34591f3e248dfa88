// The connection to the proxy failed; the mail server was not tried.
import { endpointRule } from '../rule.ts';

export const proxyUnreachable = endpointRule('proxy-unreachable', (_, { plan: { proxy } }) => ({
  severity: 'error',
  title: `The proxy ${proxy ? `${proxy.host}:${proxy.port} ` : ''}cannot be reached`,
  detail: 'The connection to the proxy itself failed, so nothing is said of the mail server.',
  fix: 'Check host and port of the proxy in --proxy or MAILPROBE_PROXY, and that it runs; ask whoever runs it. Without a proxy: leave the option out.',
  owner: 'network',
}));
