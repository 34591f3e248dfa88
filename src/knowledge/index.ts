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
export { type ExceptionClass, exceptionClass } from './client-exceptions.ts';
export { CLIENT_CONSEQUENCES, CLIENT_WORDS } from './client-words.ts';
export { explainCode } from './codes.ts';
export type { DatedFact } from './dated/dated-fact.ts';
export { type DatedCase, type DatedContext, datedFacts, dayText, explainedByDate, nextSteps } from './dated/dated-facts.ts';
export { DIALOG_WORDS } from './dialog-words.ts';
export { explainReply, type ReplyContext, type Transaction } from './explain-reply.ts';
export { type Interceptor, interceptorOf, maskedBanner, maskedKeyword } from './middleboxes.ts';
export { nearMiss } from './near-miss.ts';
export { explainOauthError, oauthErrorIn } from './oauth-errors.ts';
export type { PasswordKind, Provider, ProviderKind, ProviderServer } from './provider.ts';
export { providerOfDomain, providerOfHost, providerOfMx } from './providers.ts';
export { readReply } from './reply-text.ts';
export { explainSentence, type Sentence } from './sentence.ts';
export { SERVER_LOG_WORDS } from './server-log-words.ts';
export type { Speaker } from './speaker.ts';
export { faultsMechanism } from './unproven-refusal.ts';
export { type Wording, wordingOf } from './wording.ts';
