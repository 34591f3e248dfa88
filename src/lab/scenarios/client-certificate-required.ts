// Mutual TLS: some relays and government gateways let in only clients with a certificate.
import { type LabScenario, mailHost } from '../scenario.ts';

export const clientCertificateRequired: LabScenario = {
  name: 'client-certificate-required',
  title: 'the server asks for a client certificate',
  ports: () => mailHost({ tlsOptions: { requestCert: true, rejectUnauthorized: true } }),
  expect: ['tls-client-certificate-required'],
};
