/** Requests to endpoints, and what came back. */

import { utf8Text } from './utf8.js';

/** Bytes of an answer's body that are asked for unless the plugin says otherwise. */
const DEFAULT_MAX_BODY = 64 * 1024;

/**
 * A request to `url`: absolute, or a path that is joined to the base URL of the endpoint.
 *
 * @param {import('../index.js').Endpoint} endpoint
 * @param {string} method
 * @param {string} url
 * @param {Partial<import('../index.js').Request>} [more]
 * @returns {import('../index.js').Request}
 */
export function request(endpoint, method, url, more = {}) {
  return {
    headers: [],
    body: null,
    credential: null,
    maxBody: DEFAULT_MAX_BODY,
    extra: [],
    ...more,
    endpoint: endpoint.id,
    method,
    url,
  };
}

/**
 * An offer of a TLS handshake: the highest version, and cipher suites by their IANA numbers, most wanted first.
 *
 * @param {import('../index.js').Endpoint} endpoint
 * @param {string} version
 * @param {number[]} cipherSuites
 * @returns {import('../index.js').Offer}
 */
export function offer(endpoint, version, cipherSuites) {
  return { endpoint: endpoint.id, version, cipherSuites, extra: [] };
}

/**
 * The first header of this name; names are compared without case (RFC 9110, 5.1).
 *
 * @param {import('../index.js').Exchange} exchange
 * @param {string} name
 */
export function header(exchange, name) {
  return exchange.headers.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
}

/**
 * The body as text; bytes that are not UTF-8 become the replacement character.
 *
 * @param {import('../index.js').Exchange} exchange
 */
export function bodyText(exchange) {
  return utf8Text(exchange.body);
}
