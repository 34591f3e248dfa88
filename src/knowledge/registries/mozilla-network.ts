// Mozilla's results of the network (nsresult, module NETWORK, FAILURE(n) = 0x804B0000 + n), as Thunderbird, Betterbird and
// their logs print them: the name, the number in hexadecimal, or both. Knows no text but its own.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const MODULE_NETWORK = 0x804b0000;
const BROKEN_OFF = 'The program broke the request off itself, or its user did: no fault of the server.';
const OWN_FAULT = 'It is a fault of the program or of what it was given: the server was not asked.';
const OF_THE_WEB = 'It is a result of requests over HTTP: no fault of mail.';

const result = (number: number, entry: RegistryEntry): RegistryEntry => {
  const code = MODULE_NETWORK + number;
  return { ...entry, forms: [...entry.forms, `0x${code.toString(16)}`, `${code}`] };
};

export const MOZILLA_NETWORK: Registry = {
  name: "Mozilla's results of the network",
  source: 'mozilla/gecko-dev xpcom/base/ErrorList.py, module NETWORK',
  speaker: 'client',
  entries: [
    result(1, undecided('It names no cause.', 'NS_BINDING_FAILED')),
    result(2, undecided(BROKEN_OFF, 'NS_BINDING_ABORTED')),
    result(10, likely('bad-target', 'NS_ERROR_MALFORMED_URI')),
    result(12, likely('connection-closed', 'NS_ERROR_NOT_CONNECTED')),
    result(13, certain('tcp-refused', 'NS_ERROR_CONNECTION_REFUSED')),
    // A connection that took too long, or one that stood and fell silent.
    result(14, likely('tcp-timeout', 'NS_ERROR_NET_TIMEOUT')),
    result(16, undecided('The program was switched to work offline.', 'NS_ERROR_OFFLINE')),
    result(18, undecided(OWN_FAULT, 'NS_ERROR_UNKNOWN_PROTOCOL')),
    result(19, undecided('The program itself bars this port.', 'NS_ERROR_PORT_ACCESS_NOT_ALLOWED')),
    result(20, likely('tcp-reset', 'NS_ERROR_NET_RESET')),
    result(29, undecided(OF_THE_WEB, 'NS_ERROR_CORRUPTED_CONTENT')),
    result(30, certain('dns-name-not-found', 'NS_ERROR_UNKNOWN_HOST')),
    result(31, undecided(OF_THE_WEB, 'NS_ERROR_REDIRECT_LOOP')),
    result(33, likely('dns-timeout', 'NS_ERROR_DNS_LOOKUP_QUEUE_FULL')),
    result(35, undecided(OF_THE_WEB, 'NS_ERROR_NET_ERROR_RESPONSE')),
    result(36, undecided(OF_THE_WEB, 'NS_ERROR_NET_EMPTY_RESPONSE')),
    result(42, likely('proxy-unreachable', 'NS_ERROR_UNKNOWN_PROXY_HOST')),
    result(43, certain('dns-name-not-found', 'NS_ERROR_DEFINITIVE_UNKNOWN_HOST')),
    result(51, undecided(OWN_FAULT, 'NS_ERROR_UNKNOWN_SOCKET_TYPE')),
    result(52, undecided(OWN_FAULT, 'NS_ERROR_SOCKET_CREATE_FAILED')),
    result(53, likely('tcp-unreachable', 'NS_ERROR_SOCKET_ADDRESS_NOT_SUPPORTED')),
    result(71, likely('connection-closed', 'NS_ERROR_NET_INTERRUPT')),
    result(72, likely('proxy-refused', 'NS_ERROR_PROXY_CONNECTION_REFUSED')),
    result(76, likely('connection-closed', 'NS_ERROR_NET_PARTIAL_TRANSFER')),
    result(82, undecided(OF_THE_WEB, 'NS_ERROR_NET_INADEQUATE_SECURITY')),
    result(85, undecided(BROKEN_OFF, 'NS_ERROR_NET_TIMEOUT_EXTERNAL')),
    result(1407, certain('proxy-auth-required', 'NS_ERROR_PROXY_AUTHENTICATION_FAILED')),
    result(1403, likely('proxy-refused', 'NS_ERROR_PROXY_FORBIDDEN')),
    result(1502, likely('proxy-refused', 'NS_ERROR_PROXY_BAD_GATEWAY')),
    result(1504, likely('proxy-refused', 'NS_ERROR_PROXY_GATEWAY_TIMEOUT')),
  ],
};
