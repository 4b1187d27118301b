/**
 * JavaScript counts units of UTF-16, the contract counts bytes of UTF-8. The engine of a component has no `TextEncoder`, so
 * both directions are here.
 */

/**
 * Bytes that a part of a text has in UTF-8. The part has to start and end between characters.
 *
 * @param {string} text
 * @param {number} [start]
 * @param {number} [end]
 */
export function utf8Length(text, start = 0, end = text.length) {
  // The engine of a component interprets, and its regular expressions do not: most of a text is dropped by one of them.
  const others = text.slice(start, end).replace(/[\0-\x7f]+/g, '');
  let bytes = end - start - others.length;
  for (let at = 0; at < others.length; at += 1) {
    const unit = others.charCodeAt(at);
    // Half of a pair is two bytes: the pair is one character of four.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}

/** True when a text has half of a character at each side of this place. */
export function splitsCharacter(/** @type {string} */ text, /** @type {number} */ at) {
  const isLow = at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return isLow && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}

/**
 * Bytes as text; what is not UTF-8 becomes the replacement character, one for each byte.
 *
 * @param {ArrayLike<number>} bytes
 */
export function utf8Text(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const { character, length } = characterAt(bytes, at);
    text += character;
    at += length;
  }
  return text;
}

/** @param {ArrayLike<number>} bytes @param {number} at */
function characterAt(bytes, at) {
  const first = bytes[at];
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const bad = { character: '\ufffd', length: 1 };
  if (length === 0 || at + length > bytes.length) return bad;
  let code = length === 1 ? first : first & (0x7f >> length);
  for (let next = 1; next < length; next += 1) {
    const byte = bytes[at + next];
    if ((byte & 0xc0) !== 0x80) return bad;
    code = (code << 6) | (byte & 0x3f);
  }
  const overlong = code < [0, 0, 0x80, 0x800, 0x10000][length];
  if (overlong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return bad;
  return { character: String.fromCodePoint(code), length };
}

/**
 * A text as bytes.
 *
 * @param {string} text
 */
export function utf8Bytes(text) {
  const bytes = [];
  for (const character of text) {
    const code = /** @type {number} */ (character.codePointAt(0));
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return new Uint8Array(bytes);
}
