// Cisco ASA and PIX (`inspect esmtp`) overwrite the greeting and the keywords that they do not know, STARTTLS among them.
import { type LabScenario, submission } from '../scenario.ts';

export const maskedByFirewall: LabScenario = {
  name: 'masked-by-firewall',
  title: 'a firewall on the way masks the greeting and STARTTLS',
  ports: () => ({
    submission: submission({
      greeting: '220 **********************************0*2',
      keywords: { plaintext: ['mail.lab.test', 'PIPELINING', 'SIZE 52428800', 'XXXXXXXA', '8BITMIME'] },
    }),
  }),
  expect: ['middlebox-masking', 'starttls-stripped'],
};
