// The documents that a domain publishes about its mail servers, all asked for at once: PACC, autoconfig, Autodiscover. Loaded
// only where HTTPS may be asked; what they say as candidates, and the lookups themselves for who wants to judge them.
import type { DnsClient } from '../net/dns/client.ts';
import { type AutoconfigLookup, candidatesOfAutoconfig, lookUpAutoconfig, lookUpAutoconfigOfMx } from './autoconfig.ts';
import {
  type AutodiscoverLookup,
  candidatesOfAutodiscover,
  lookUpAutodiscover,
  lookUpAutodiscoverService,
} from './autodiscover.ts';
import type { Candidate, OauthSource } from './candidate.ts';
import type { DocumentOptions } from './document.ts';
import { candidatesOfPacc, lookUpPacc, type PaccLookup, paccRecordName } from './pacc.ts';

export interface PublishedDocuments {
  readonly pacc: PaccLookup;
  readonly autoconfig: readonly AutoconfigLookup[];
  readonly autodiscover: readonly AutodiscoverLookup[];
}

/** Never rejects. `dns` asks for the record that goes with PACC. */
export async function askPublished(domain: string, dns: DnsClient, options: DocumentOptions): Promise<PublishedDocuments> {
  const texts = dns.query(paccRecordName(domain), 'TXT', { dnssec: true }).then(({ records }) => records);
  const [pacc, autoconfig, autodiscover] = await Promise.all([
    lookUpPacc(domain, texts, options),
    lookUpAutoconfig(domain, options),
    lookUpAutodiscover(domain, options),
  ]);
  return { pacc, autoconfig, autodiscover };
}

export const candidatesOfPublished = (documents: PublishedDocuments, domain: string): Candidate[] => [
  ...candidatesOfPacc(documents.pacc, domain),
  ...candidatesOfAutoconfig(documents.autoconfig, domain, 'autoconfig'),
  ...candidatesOfAutodiscover(documents.autodiscover, domain),
];

export { mxDomains } from './autoconfig.ts';

/** By the autoconfig file of the provider behind the MX. */
export const askPublishedOfMx = async (exchange: string, domain: string, options: DocumentOptions): Promise<Candidate[]> =>
  candidatesOfAutoconfig(await lookUpAutoconfigOfMx(exchange, domain, options), domain, 'mx-autoconfig');

export function oauthOfPublished({ pacc, autoconfig }: PublishedDocuments): OauthSource[] {
  const ofPacc = pacc.file?.ok && pacc.digest === 'matches' ? pacc.file.value.issuer : null;
  const ofFiles = autoconfig.flatMap(({ file, document }) =>
    file?.ok && file.value.oauth ? [{ ...file.value.oauth, source: `autoconfig file at ${new URL(document.url).hostname}` }] : [],
  );
  return [...(ofPacc === null ? [] : [{ issuer: ofPacc, scopes: [], source: 'PACC document' }]), ...ofFiles];
}

/** What stands in a domain's own documents and speaks for Exchange. */
export const namesExchange = ({ autodiscover }: PublishedDocuments): boolean =>
  autodiscover.some(({ answer }) => answer?.ok && answer.value.isExchange);

/** What a search for servers wants of all this, and of the host that the domain's SRV record for Autodiscover names. */
export async function searchPublished(domain: string, dns: DnsClient, options: DocumentOptions) {
  const [documents, ofService] = await Promise.all([
    askPublished(domain, dns, options),
    lookUpAutodiscoverService(domain, dns, options),
  ]);
  return {
    candidates: [...candidatesOfPublished(documents, domain), ...candidatesOfAutodiscover(ofService, domain)],
    oauth: oauthOfPublished(documents),
    isExchange: namesExchange(documents),
  };
}
