// Right-to-left overrides and zero-width characters in UTF-8.
import { type LabScenario, submission } from '../scenario.ts';

export const directionOverrides: LabScenario = {
  name: 'direction-overrides',
  title: 'replies reorder the text around them',
  ports: () => ({ submission: submission({ greeting: '220 mail.lab.test \u202etset\u202c\u200b\u2066 ESMTP' }) }),
  expect: [],
};
