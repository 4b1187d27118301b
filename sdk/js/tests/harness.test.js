/** The fake host finds what the real one would drop. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CannotAssess, Observation, bodyText, descriptor, header, isPlaceholder, request } from '../index.js';
import { component } from '../src/component.js';
import { FakeHost } from '../testing/index.js';

const says = (assess) => ({ describe: () => descriptor({ id: 'says', version: '0.1.0', points: ['p'] }), assess });
const leaf = {
  subject: 'CN=api',
  issuer: 'CN=CA',
  serial: '01',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
  names: ['api'],
  sha256: '0'.repeat(64),
  key: 'EC P-256',
  signature: 'ecdsa',
  extra: [],
};

test('evidence that is there is no problem', () => {
  const host = new FakeHost()
    .answer('q', 'yes')
    .document('d', 'schöne Worte')
    .certificate('ISO/IEC 42001', { number: '7' })
    .endpoint('api', 'http', 'https://api.example')
    .seen('other', 'x', 'pass', 'answer')
    .server(({ url }) => url === '/' && { status: 200, headers: [['X-A', 'b']], body: Buffer.from('long answer'), tls: { chain: [leaf] } });
  const assessment = host.assess(
    says((run) => {
      const [api] = run.endpoints();
      const [answered, refused] = run.sendMany([request(api, 'GET', '/', { maxBody: 4 }), request(api, 'GET', '/other')], 2);
      assert.deepEqual([bodyText(answered), answered.truncated, header(answered, 'x-a'), refused.kind], ['long', true, 'b', 'refused']);
      return [
        Observation.pass('p')
          .answer('q')
          .quote(run.documents()[0].text().quote(0, 6))
          .exchange(answered)
          .exchange(refused)
          .certificate(answered, 0, 'not-after')
          .certificate(answered, 9, 'subject')
          .profile('certificates/0/number', '7')
          .profile('profile/roles', 'provider')
          .observation(run.observed()[0]),
      ];
    }),
  );
  assert.equal(assessment.of('p').evidence.length, 8);
  assert.deepEqual(assessment.problems(), []);
});

test('evidence that is not there is one', () => {
  const spoilt = [
    { tag: 'answer', val: 'q' },
    { tag: 'quote', val: { document: 'd', start: 0, end: 3, text: 'wor' } },
    { tag: 'quote', val: { document: 'd', start: -3, end: 3, text: '' } },
    { tag: 'exchange', val: 'x9' },
    { tag: 'profile', val: ['certificates/0/number', '8'] },
    { tag: 'profile', val: ['certificates/4/number', '8'] },
    { tag: 'observation', val: 'o9' },
    { tag: 'other', val: ['rumour', 'I heard'] },
  ];
  for (const evidence of spoilt) {
    const host = new FakeHost().document('d', 'schöne Worte').certificate('ISO/IEC 42001', { number: '7' });
    const found = host.assess(says(() => [Observation.pass('p').cite(evidence)])).problems();
    assert.equal(found.length, 1, JSON.stringify(evidence));
  }
});

test('points and systems have to be known', () => {
  const found = new FakeHost().assess(says(() => [Observation.pass('other'), Observation.pass('p', { system: 's' })])).problems();
  assert.deepEqual(found, ['other: the point is not declared', 'p: there is no system s']);
});

test('a number is exact and a word is one of the contract', () => {
  assert.deepEqual(Observation.pass('p').fact('uptime', 9995, '%', 2).facts[0].value.val, { value: 9995, decimals: 2, unit: '%' });
  assert.throws(() => Observation.pass('p').fact('uptime', 99.95, '%'), TypeError);
  assert.throws(() => Observation.fail('p', { severity: 'hihg' }), TypeError);
  assert.throws(() => Observation.pass('p', { confidence: 0.9 }), TypeError);
});

test('an earlier observation comes back with its facts', () => {
  const before = Observation.pass('p').fact('hours', 24, 'h');
  new FakeHost().earlier('2026-01-01', before).assess(
    says((run) => {
      assert.equal(run.earlier('p').facts[0].value.val.value, 24);
      assert.equal(run.earlier('p', 'other system'), null);
      return [];
    }),
  );
});

test('a component says why it could not assess, and what it forgot to import', () => {
  const run = (assess, interfaces) => () => component(says(assess), interfaces).assess({ asOf: '2026-06-01', settings: '' });
  const said = (f) => assert.throws(f, (why) => typeof why === 'string' && Boolean((f.said = why)));
  const declined = run(() => {
    throw new CannotAssess('no luck');
  }, {});
  said(declined);
  assert.equal(declined.said, 'no luck');
  const forgot = run((it) => it.documents(), {});
  said(forgot);
  assert.match(forgot.said, /add "documents" to `imports`/);
  const bug = run(() => null.nothing, {});
  said(bug);
  assert.match(bug.said, /the plugin has a bug: TypeError/);
});

test('what people type to get past a field is no answer', () => {
  for (const text of ['', ' ', '—', 'x', 'xxx', 'T.B.D.', 'n / a', 'Don’t know', '\u00a0', '[tbd]', 'not sure!'])
    assert.ok(isPlaceholder(text), text);
  for (const text of ['no', 'none', '72', '11', 'unknown to the public', 'EU', 'Not applicable to EU customers'])
    assert.ok(!isPlaceholder(text), text);
});
