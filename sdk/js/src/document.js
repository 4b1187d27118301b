/** Reading documents and quoting them. */

import { splitsCharacter, utf8Length } from './utf8.js';

/** Bytes of text that are asked for at a time, so that one call of the host never copies a whole contract. */
export const CHUNK = 64 * 1024;

/** A document of the supplier. Its text stays with the host until it is asked for. */
export class Document {
  #handle;

  /** @param {any} handle */
  constructor(handle) {
    this.#handle = handle;
    /** Name, kind, type, digest, length, date, and which document it replaces. */
    this.info = handle.info();
  }

  /** The whole text, or null when the host could not read the document as text. */
  text() {
    if (this.info.textLength == null) return null;
    let text = '';
    let at = 0;
    for (;;) {
      const piece = this.#handle.text(at, CHUNK);
      if (piece == null) return null;
      if (piece === '') return new Text(this.info.id, text);
      text += piece;
      at += utf8Length(piece);
    }
  }

  /**
   * Bytes from `start`, at most `length`; empty at the end.
   *
   * @param {number} start
   * @param {number} length
   */
  bytes(start, length) {
    return this.#handle.bytes(start, length);
  }
}

/**
 * The text of a document, tied to its exact bytes.
 *
 * Search in `String(text)`, then make evidence of what was found with `quote` or `quoteMatch`. JavaScript counts units of UTF-16
 * and the contract counts bytes of UTF-8; `quote` converts. HTML is text with its markup.
 */
export class Text {
  #document;
  #text;

  /** @param {string} document @param {string} text */
  constructor(document, text) {
    this.#document = document;
    this.#text = text;
  }

  toString() {
    return this.#text;
  }

  /**
   * Evidence for `String(text).slice(start, end)`. White space at both ends is left out, and the range is cut to the text and
   * widened to whole characters.
   *
   * @param {number} start
   * @param {number} end
   * @returns {import('../index.js').Span}
   */
  quote(start, end) {
    const text = this.#text;
    start = Math.min(Math.max(start, 0), text.length);
    end = Math.min(Math.max(end, start), text.length);
    if (splitsCharacter(text, start)) start -= 1;
    if (splitsCharacter(text, end)) end += 1;
    const quote = text.slice(start, end);
    start += quote.length - quote.trimStart().length;
    const trimmed = quote.trim();
    const first = utf8Length(text, 0, start);
    return { document: this.#document, start: first, end: first + utf8Length(trimmed), text: trimmed };
  }

  /**
   * Evidence for what a regular expression found in `String(text)`.
   *
   * @param {RegExpMatchArray} match
   */
  quoteMatch(match) {
    const start = match.index ?? 0;
    return this.quote(start, start + match[0].length);
  }
}
