// Where the EWS of a mailbox is by its domain's own word: Autodiscover V2, which Exchange answers without a login, and the plain XML where
// that is public. No login is sent to find it, and whether one may go there is judged as of every document.
import { redirectNote } from './autoconfig.ts';
import { lookUpAutodiscover } from './autodiscover.ts';
import { proofOf } from './candidate.ts';
import { type DocumentOptions, type FetchedDocument, fetchDocument, isOfDomain } from './document.ts';
import { type EwsUrl, parseAutodiscoverJson, parseEwsUrl } from './ews-url.ts';
import type { ServiceHost } from './service-host.ts';

interface Lookup {
  readonly document: FetchedDocument;
  /** Null: it names none, and has no fault that is worth saying. */
  readonly named: EwsUrl | null;
  readonly why: string | null;
}

export type PublishedEws =
  | { readonly service: ServiceHost }
  /** What stands in the way, of the documents that are there. */
  | { readonly service: null; readonly faults: readonly string[] };

/** Never rejects. */
export async function findPublishedEws(domain: string, options: DocumentOptions): Promise<PublishedEws> {
  const [ofJson, ofXml] = await Promise.all([askJson(domain, options), askXml(domain, options)]);
  const lookups = [...ofJson, ...ofXml];
  const services = lookups.flatMap((lookup) => (lookup.named ? [serviceOf(lookup.named, lookup.document, domain)] : []));
  // The domain's own word goes before what another said in its place.
  const service = services.find(({ proof }) => proof !== null) ?? services[0];
  if (service) return { service };
  const faults = lookups.flatMap(({ document, why }) => (why === null ? [] : [`${new URL(document.url).hostname}: ${why}`]));
  return { service: null, faults: [...new Set(faults)] };
}

function serviceOf({ host, path }: EwsUrl, document: FetchedDocument, domain: string): ServiceHost {
  const proof = proofOf(host, domain, isOfDomain(document, domain) ? 'https-document' : null);
  const detail = `Autodiscover at ${new URL(document.url).hostname}${redirectNote(document)}`;
  return { host, path, source: 'autodiscover', proof, contradictions: [], domain, detail };
}

/** What of a document that is not there is worth saying: nobody has to publish one. */
const faultOf = ({ status, why }: FetchedDocument): string | null => (status === 'broken' ? why : null);

const JSON_QUESTION = { headers: { accept: 'application/json', 'user-agent': 'mailprobe' } };

/** As Outlook asks (sys4/automx issue 44, Thorarin/MailClientAutoConfig issue 3). */
function askJson(domain: string, options: DocumentOptions): Promise<Lookup[]> {
  const address = encodeURIComponent(`${options.user ?? 'postmaster'}@${domain}`);
  const question = `/autodiscover/autodiscover.json?Email=${address}&Protocol=Ews&RedirectCount=1`;
  return Promise.all(
    [`autodiscover.${domain}`, domain].map(async (host): Promise<Lookup> => {
      const document = await fetchDocument(`https://${host}${question}`, JSON_QUESTION, options);
      if (document.status !== 'found') return { document, named: null, why: faultOf(document) };
      const parsed = parseAutodiscoverJson(document.body.toString('utf8'));
      return parsed.ok ? { document, named: parsed.value, why: null } : { document, named: null, why: parsed.why };
    }),
  );
}

async function askXml(domain: string, options: DocumentOptions): Promise<Lookup[]> {
  const lookups = await lookUpAutodiscover(domain, options);
  return lookups.map(({ document, answer }): Lookup => {
    if (answer === null) return { document, named: null, why: faultOf(document) };
    if (!answer.ok) return { document, named: null, why: answer.why };
    const parsed = answer.value.ewsUrls.map(parseEwsUrl);
    const good = parsed.find((one) => one.ok);
    if (good?.ok) return { document, named: good.value, why: null };
    const [bad] = parsed;
    return { document, named: null, why: bad && !bad.ok ? bad.why : null };
  });
}
