/**
 * What Übersee KI AG says about itself, as the plugin that it publishes for its customers.
 *
 * A supplier may well ship its self-assessment this way: the questions and the reading of its own documents are then the same
 * for every customer. What it passes stays the supplier's own word, E1, whatever class it asks for; what it fails counts.
 */

import { Observation, descriptor, isPlaceholder } from '../../../../sdk/js/index.js';

const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** @type {import('../../../../sdk/js/index.js').Plugin} */
export default {
  describe: () =>
    descriptor({
      id: 'uebersee-self-assessment',
      version: '0.1.0',
      publisher: 'Übersee KI AG',
      title: 'Self-assessment of Übersee KI AG',
      kind: 'questionnaire',
      points: [
        { point: 'training-use', controls: ['dd.customer-data'] },
        { point: 'breach-notice', controls: ['iso42001.a.8.4'] },
        { point: 'deletion', controls: [] },
      ],
      questions: [
        {
          id: 'uebersee-training',
          text: 'Does Übersee train models with the data of customers?',
          answerKind: 'choice',
          choices: YES_NO,
        },
        {
          id: 'uebersee-breach-hours',
          text: 'Within how many hours does Übersee report an incident to customers?',
          answerKind: 'number',
          guidance: 'A whole number of hours, counted from becoming aware.',
        },
      ],
      documents: [{ kind: 'policy', why: 'The data policy says when data is deleted' }],
      capabilities: [
        { interface: 'answers', why: 'It reads what Übersee answered' },
        { interface: 'documents', why: 'It quotes the data policy' },
      ],
    }),

  assess: (run) => [training(run.answer('uebersee-training')), notice(run.answer('uebersee-breach-hours')), deletion(run)],
};

/** @param {import('../../../../sdk/js/index.js').Answer | null} answer */
function training(answer) {
  const point = 'training-use';
  if (answer?.value === 'no') {
    const details = { title: 'no model is trained with data of customers', evidenceClass: /** @type {const} */ ('E5') };
    return Observation.pass(point, details).answer(answer.question);
  }
  if (answer?.value === 'yes') return Observation.fail(point, { title: 'customer data trains models' }).answer(answer.question);
  return Observation.unknown(point, { remediation: 'Answer whether customer data trains models.' });
}

/** @param {import('../../../../sdk/js/index.js').Answer | null} answer */
function notice(answer) {
  const point = 'breach-notice';
  const hours = Number(answer?.value);
  if (!answer || isPlaceholder(answer.value) || !Number.isInteger(hours) || hours < 0)
    return Observation.unknown(point, { remediation: 'State the hours as a number.' });
  const seen =
    hours <= 72
      ? Observation.pass(point, { title: `incidents are reported within ${hours} h` })
      : Observation.fail(point, { title: `an incident is reported after ${hours} h`, severity: 'high' });
  return seen.fact('breach-notice', hours, 'h').answer(answer.question);
}

/** @param {import('../../../../sdk/js/index.js').Run} run */
function deletion(run) {
  const point = 'deletion';
  for (const document of run.documents()) {
    const text = document.text();
    const found = text && String(text).match(/Daten[^.\n]*gelöscht[^.\n]*innerhalb von (\d+) Tagen[^.\n]*\.?/u);
    if (!found) continue;
    return Observation.pass(point, { title: `data is deleted within ${found[1]} days`, evidenceClass: 'E4' })
      .fact('deletion', Number(found[1]), 'd')
      .quote(text.quoteMatch(found));
  }
  return Observation.unknown(point, { remediation: 'Send the data policy of Übersee KI AG.' });
}
