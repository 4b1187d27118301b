/** {{title}}: does the supplier promise to report incidents within 72 hours? */

import { Observation, descriptor, isPlaceholder } from '../sdk/js/index.js';

export const POINT = 'breach-notice';
export const QUESTION = '{{name}}-hours';

/** @type {import('../sdk/js/index.js').Plugin} */
export default {
  describe: () =>
    descriptor({
      id: '{{name}}',
      version: '0.1.0',
      title: '{{title}}',
      kind: 'questionnaire',
      points: [{ point: POINT, controls: ['iso42001.a.8.4'] }],
      questions: [
        {
          id: QUESTION,
          text: 'Within how many hours do you report an incident to customers?',
          answerKind: 'number',
          guidance: 'A whole number of hours, counted from when you become aware.',
        },
      ],
      capabilities: [{ interface: 'answers', why: 'It reads the answer' }],
    }),

  assess(run) {
    const remediation = 'State the hours as a number.';
    const answer = run.answer(QUESTION);
    if (!answer || isPlaceholder(answer.value)) return [Observation.unknown(POINT, { title: 'no answer', remediation })];
    if (!/^\s*[0-9]{1,6}\s*$/.test(answer.value)) {
      const title = 'the answer is no number of hours';
      return [Observation.unknown(POINT, { title, remediation }).answer(QUESTION)];
    }
    const hours = Number(answer.value);
    const seen = hours <= 72 ? Observation.pass(POINT) : Observation.fail(POINT, { severity: 'high' });
    return [seen.fact(POINT, hours, 'h').answer(QUESTION)];
  },
};
