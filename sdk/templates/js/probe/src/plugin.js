/** {{title}}: does the API say how to report a vulnerability (RFC 9116)? */

import { Observation, bodyText, descriptor, request } from '../sdk/js/index.js';

export const POINT = 'security-txt';
export const PATH = '/.well-known/security.txt';

/** @type {import('../sdk/js/index.js').Plugin} */
export default {
  describe: () =>
    descriptor({
      id: '{{name}}',
      version: '0.1.0',
      title: '{{title}}',
      kind: 'probe',
      points: [POINT],
      capabilities: [{ interface: 'probe', why: 'It asks each endpoint for one file' }],
    }),

  assess(run) {
    const [endpoint] = run.endpoints();
    if (!endpoint) {
      const remediation = 'Allow an endpoint to be probed.';
      return [Observation.unknown(POINT, { title: 'no endpoint', remediation })];
    }
    const answer = run.send(request(endpoint, 'GET', PATH));
    return [judge(answer).exchange(answer)];
  },
};

/** @param {import('../sdk/js/index.js').Exchange | import('../sdk/js/index.js').Failure} answer */
function judge(answer) {
  if (answer.status === undefined) return Observation.unknown(POINT, { title: 'no answer' });
  if (answer.status === 200 && bodyText(answer).includes('Contact:'))
    return Observation.pass(POINT, { title: 'there is a security.txt' });
  if (answer.status === 404) return Observation.fail(POINT, { title: 'there is no security.txt', severity: 'low' });
  return Observation.unknown(POINT, { title: 'the answer tells nothing' });
}
