// The proxy answered, and would not connect.
import { endpointRule } from '../rule.ts';

export const proxyRefused = endpointRule('proxy-refused', (_, { plan }) => ({
  severity: 'error',
  title: `The proxy will not connect to ${plan.host}`,
  detail:
    'The proxy works and refused this connection: its rules forbid the mail host or the port, or it could not reach the host itself.',
  fix: `Ask whoever runs the proxy to allow connections to ${plan.host} on ${plan.ports.join(', ')}; many HTTP proxies allow only 443.`,
  owner: 'network',
  reference: 'RFC 1928 §6',
}));
