/** Quotes are bytes of UTF-8, whatever JavaScript counts. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Observation, Text, descriptor } from '../index.js';
import { CHUNK } from '../src/document.js';
import { utf8Bytes, utf8Length, utf8Text } from '../src/utf8.js';
import { FakeDocument, FakeHost } from '../testing/index.js';

const CONTRACT = '§ 7 Kündigung – « préavis » 𝔘nicode 😀: Der Anbieter kündigt jede Änderung 30 Tage vorher an.\n';

test('a quote after letters of one to four bytes is at its bytes', () => {
  const text = new Text('dpa', CONTRACT);
  const bytes = Buffer.from(CONTRACT);
  for (const word of ['§ 7', 'Kündigung', '« préavis »', '𝔘nicode', '😀', 'kündigt jede Änderung', '30 Tage']) {
    const at = CONTRACT.indexOf(word);
    const span = text.quote(at, at + word.length);
    assert.equal(span.text, word);
    assert.equal(bytes.subarray(span.start, span.end).toString(), word);
    assert.deepEqual(text.quoteMatch(CONTRACT.match(new RegExp(word, 'u'))), span);
  }
});

test('a range within a pair is widened, white space is left out, and a range is cut to the text', () => {
  const text = new Text('dpa', ' a😀b \n');
  assert.equal(text.quote(3, 4).text, '😀');
  assert.equal(text.quote(2, 3).text, '😀');
  assert.deepEqual(text.quote(-3, 99), { document: 'dpa', start: 1, end: 7, text: 'a😀b' });
  assert.equal(text.quote(4, 2).text, '');
});

test('bytes and text agree with Node, which has a codec of its own', () => {
  for (const text of [CONTRACT, '', 'a\u0000\u07ff\u0800\uffff\u{10000}\u{10ffff}']) {
    assert.deepEqual(Buffer.from(utf8Bytes(text)), Buffer.from(text));
    assert.equal(utf8Length(text), Buffer.byteLength(text));
    assert.equal(utf8Text(Buffer.from(text)), text);
  }
  for (const bytes of [[0xff], [0xc0, 0x80], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]])
    assert.match(utf8Text(bytes), /^\ufffd+$/);
});

test('a text that is longer than one call is read whole', () => {
  // A character of three bytes lies across the border of the first piece.
  const long = `${'a'.repeat(CHUNK - 1)}€${'ß'.repeat(CHUNK)}`;
  const reads = {
    describe: () => descriptor({ id: 'reads', version: '0.1.0', points: ['p'] }),
    assess(run) {
      const text = run.documents()[0].text();
      assert.equal(String(text), long);
      return [Observation.pass('p').quote(text.quote(CHUNK - 1, CHUNK))];
    },
  };
  const assessment = new FakeHost().document('dpa', long).assess(reads);
  assert.equal(assessment.of('p').evidence[0].val.text, '€');
  assert.deepEqual(assessment.problems(), []);
});

test('the fake host answers by bytes like the real one', () => {
  const document = new FakeDocument('d', 'a€b');
  assert.equal(document.text(0, 2), 'a');
  assert.equal(document.text(2, 9), null);
  assert.equal(document.text(5, 9), '');
  assert.equal(document.text(1, 3), '€');
});
