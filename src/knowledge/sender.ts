// Who is speaking, by the marks that providers leave in their replies (links, host names, tags), or by the host.
import { providerOfHost } from './providers.ts';

const SENDERS: readonly (readonly [RegExp, string])[] = [
  [/- gsmtp|support\.google\.com|accounts\.google\.com|gmail/, 'Google (Gmail, Workspace)'],
  [/outlook\.com|office365|office\.com|aka\.ms|microsoft|exchangelabs|hotmail/, 'Microsoft 365 / Outlook.com'],
  [/yahoo|aol\.com/, 'Yahoo Mail / AOL'],
  [/icloud|apple\.com|mail\.me\.com/, 'Apple iCloud Mail'],
  [/sendgrid/, 'Twilio SendGrid'],
  [/amazonaws|amazonses|\bses\b/, 'Amazon SES'],
  [/mailgun/, 'Mailgun'],
  [/sendinblue|brevo/, 'Brevo (Sendinblue)'],
  [/postmark/, 'Postmark'],
  [/mailjet/, 'Mailjet'],
  [/sparkpost/, 'SparkPost (Bird)'],
  [/mailtrap/, 'Mailtrap'],
  [/smtp2go/, 'SMTP2GO'],
  [/elasticemail|elastic email/, 'Elastic Email'],
  [/mandrill/, 'Mailchimp Transactional (Mandrill)'],
  [/zeptomail/, 'Zoho ZeptoMail'],
  [/zoho/, 'Zoho Mail'],
  [/yandex/, 'Yandex Mail'],
  [/\bmail\.ru\b/, 'Mail.ru'],
  [/mail\.qq\.com|qq\.com/, 'QQ Mail'],
  [/163\.com|126\.com|188\.com|netease/, 'NetEase (163.com, 126.com)'],
  [/aliyun|alibaba/, 'Alibaba Cloud (Aliyun) mail'],
  [/gmx\.|web\.de|nemesis/, 'GMX / WEB.DE / mail.com'],
  [/ionos|1und1|1and1|kundenserver/, 'IONOS'],
  [/t-online|telekom/, 'T-Online (Telekom)'],
  [/strato|rzone/, 'STRATO'],
  [/\bovh/, 'OVHcloud'],
  [/infomaniak/, 'Infomaniak'],
  [/protonmail|proton\.me/, 'Proton Mail'],
  [/fastmail|messagingengine/, 'Fastmail'],
  [/godaddy|secureserver/, 'GoDaddy (Workspace Email)'],
  [/comcast/, 'Comcast'],
  [/proofpoint|pphosted/, 'Proofpoint'],
  [/mimecast/, 'Mimecast'],
  [/messagelabs/, 'Broadcom (MessageLabs)'],
  [/barracuda/, 'Barracuda'],
  [/libero|virgilio/, 'Libero / Virgilio'],
  [/aruba\.it/, 'Aruba'],
  [/seznam/, 'Seznam'],
  [/naver/, 'Naver'],
  [/rackspace|emailsrvr/, 'Rackspace Email'],
  [/zimbra/, 'Zimbra'],
];

/** A provider's or product's name; null where nothing tells. `text`: canonical. */
export function senderOf(text: string, host?: string): string | null {
  const byHost = host === undefined ? null : providerOfHost(host);
  if (byHost !== null) return byHost.name;
  return SENDERS.find(([mark]) => mark.test(text))?.[1] ?? null;
}
