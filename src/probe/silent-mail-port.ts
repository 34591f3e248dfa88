// Which endpoints say that a network on the way drops a mail port: the reason to look where this machine is. Pure.
import type { EndpointObservation } from '../model/observation.ts';
import { isPrivateAddress } from '../model/private-address.ts';

/** What some network or other drops by policy. */
const DROPPED_PORTS: readonly number[] = [25, 465, 587];

/** No answer to the SYN of a submission or relay port; an address of one's own network has no provider in between. */
export const isDroppedOnTheWay = ({ port, address, failure }: EndpointObservation): boolean =>
  DROPPED_PORTS.includes(port) &&
  !isPrivateAddress(address) &&
  failure?.stage === 'connect' &&
  (failure.kind === 'timeout' || (failure.kind === 'system' && failure.systemCode === 'ETIMEDOUT'));
