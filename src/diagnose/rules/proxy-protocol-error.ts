// What answers at the proxy's address is no proxy of that kind, or says nothing.
import { endpointRule } from '../rule.ts';

export const proxyProtocolError = endpointRule('proxy-protocol-error', (_, { plan: { proxy } }) => ({
  severity: 'error',
  title: `What answers as proxy does not speak ${proxy?.scheme.startsWith('http') ? 'HTTP CONNECT' : (proxy?.scheme.toUpperCase() ?? 'a proxy protocol')}`,
  detail:
    'The connection to the proxy was made, and its answer was missing or made no sense. It is another kind of proxy, no proxy at all, or it hangs on its own way out.',
  fix: 'Check the scheme in --proxy against the kind of proxy (socks5, socks4a or http) and its port; ask whoever runs it.',
  owner: 'network',
}));
