// The door to what is known: replies, codes, providers, banners, middleboxes. Data is read when first asked for.
export {
  type AdviceContext,
  clientPorts,
  delegatedScope,
  type Setting,
  settingOf,
} from './advice.ts';
export { type ForeignBanner, foreignBanner, serverSoftware } from './banners.ts';
export { bindsToUniqueAlone } from './channel-bindings.ts';
export { explainCode } from './codes.ts';
export type { DatedFact } from './dated/dated-fact.ts';
export { type DatedCase, type DatedContext, datedFacts, dayText, explainedByDate, nextSteps } from './dated/dated-facts.ts';
export { type ExchangeProduct, exchangeNamed } from './exchange-versions.ts';
export { explainReply, type ReplyContext } from './explain-reply.ts';
export type { Transaction } from './fallback.ts';
export type { HttpRefusal } from './http-error.ts';
export { explainHttpRefusal, isHttpErrorCode } from './http-errors.ts';
export { type Interceptor, interceptorOf, maskedBanner, maskedKeyword } from './middleboxes.ts';
export { nearMiss } from './near-miss.ts';
export { networkPolicyOf, type PolicyFound } from './network-policies.ts';
export { explainOauthError, oauthErrorIn } from './oauth-errors.ts';
export type { PasswordKind, Provider, ProviderKind, ProviderServer } from './provider.ts';
export { providerOfDomain, providerOfHost, providerOfMx } from './providers.ts';
export { readReply } from './reply-text.ts';
export { faultsMechanism } from './unproven-refusal.ts';
export { waysOfProvider } from './ways/provider-ways.ts';
export type { MailboxWay, ProviderWays } from './ways/way.ts';
export { type Wording, wordingOf } from './wording.ts';
