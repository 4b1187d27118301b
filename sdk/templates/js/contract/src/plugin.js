/** {{title}}: within how many hours does the contract promise notice of a breach? */

import { Observation, descriptor } from '../sdk/js/index.js';

export const POINT = 'breach-notice';
const CLAUSE = /\bbreach\b[^.\n]*?([0-9]{1,4}) hours[^.\n]*\.?/;

/** @type {import('../sdk/js/index.js').Plugin} */
export default {
  describe: () =>
    descriptor({
      id: '{{name}}',
      version: '0.1.0',
      title: '{{title}}',
      kind: 'contract',
      points: [{ point: POINT, controls: ['iso42001.a.8.4'] }],
      documents: [{ kind: 'contract', why: 'The clause on notice of a breach' }],
      capabilities: [{ interface: 'documents', why: 'It reads the contract' }],
    }),

  assess(run) {
    for (const document of run.documents()) {
      const text = document.text();
      const found = text && String(text).match(CLAUSE);
      if (!found) continue;
      const hours = Number(found[1]);
      const seen = hours <= 72 ? Observation.pass(POINT) : Observation.fail(POINT, { severity: 'high' });
      return [seen.fact(POINT, hours, 'h').quote(text.quoteMatch(found))];
    }
    const remediation = 'Put the hours within which a breach is reported into the contract.';
    return [Observation.unknown(POINT, { title: 'no clause was found', remediation })];
  },
};
