/** Documents of a fake supplier. */

import { utf8Bytes, utf8Text } from '../src/utf8.js';

/** A document that a test hands to a plugin. It answers like the host: by bytes. Its digest is all zeros. */
export class FakeDocument {
  #bytes;
  #info;

  /** @param {string} id @param {string} text @param {any} [more] */
  constructor(id, text, { inForce = false, readable = true, ...more } = {}) {
    this.#bytes = utf8Bytes(text);
    this.#info = {
      id,
      name: id,
      kind: 'other',
      mediaType: 'text/markdown',
      sha256: '0'.repeat(64),
      byteLength: this.#bytes.length,
      textLength: readable ? this.#bytes.length : null,
      dated: null,
      replaces: null,
      extra: [['in-force', String(inForce)]],
      ...more,
    };
  }

  info() {
    return this.#info;
  }

  /** @param {number} start @param {number} length */
  text(start, length) {
    const within = (/** @type {number} */ at) => at < this.#bytes.length && (this.#bytes[at] & 0xc0) === 0x80;
    if (this.#info.textLength === null || within(start)) return null;
    let end = Math.min(start + length, this.#bytes.length);
    // The end is moved back to a character boundary.
    while (within(end)) end -= 1;
    return utf8Text(this.#bytes.subarray(start, end));
  }

  /** @param {number} start @param {number} length */
  bytes(start, length) {
    return this.#bytes.slice(start, start + length);
  }
}
