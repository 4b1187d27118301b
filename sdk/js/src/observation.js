/** Building observations. */

import { CLASSES, OUTCOMES, SEVERITIES, known } from './words.js';

/**
 * What a plugin saw about one check point. It is built by naming point and outcome and adding what else there is to say. It
 * asks for evidence class E1 (E0 for an unknown), full confidence, and medium severity for a partial or a fail. All of these
 * are requests: the host takes the lower of the request and what the evidence allows.
 *
 *     Observation.fail('breach-notice', { title: 'notice takes longer than 72 h', severity: 'high' })
 *       .fact('breach-notice', 96, 'h')
 *       .answer('breach-notice')
 */
export class Observation {
  /**
   * @param {string} point
   * @param {import('../index.js').Outcome} outcome
   * @param {import('../index.js').Details} [details]
   */
  constructor(point, outcome, details = {}) {
    const bad = outcome === 'partial' || outcome === 'fail';
    this.point = point;
    this.outcome = known(OUTCOMES, outcome, 'an outcome');
    this.system = details.system ?? null;
    this.severity = known(SEVERITIES, details.severity ?? (bad ? 'medium' : 'info'), 'a severity');
    this.evidenceClass = known(CLASSES, details.evidenceClass ?? (outcome === 'unknown' ? 'E0' : 'E1'), 'an evidence class');
    this.confidence = details.confidence ?? 10_000;
    if (!(Number.isInteger(this.confidence) && this.confidence >= 0 && this.confidence <= 10_000))
      throw new TypeError(`confidence is in basis points, 0 to 10000, not ${this.confidence}`);
    this.title = details.title ?? '';
    this.detail = details.detail ?? '';
    this.remediation = details.remediation ?? '';
    /** @type {import('../index.js').Fact[]} */
    this.facts = [];
    /** @type {import('../index.js').Evidence[]} */
    this.evidence = [];
    /** @type {[string, string][]} */
    this.extra = [];
  }

  /** The expectation is met. @param {string} point @param {import('../index.js').Details} [details] */
  static pass(point, details) {
    return new Observation(point, 'pass', details);
  }

  /** It is met in part. @param {string} point @param {import('../index.js').Details} [details] */
  static partial(point, details) {
    return new Observation(point, 'partial', details);
  }

  /** It is not met. @param {string} point @param {import('../index.js').Details} [details] */
  static fail(point, details) {
    return new Observation(point, 'fail', details);
  }

  /** It could not be told. Say in `remediation` what to ask next. @param {string} point @param {import('../index.js').Details} [details] */
  static unknown(point, details) {
    return new Observation(point, 'unknown', details);
  }

  /** It does not apply. @param {string} point @param {import('../index.js').Details} [details] */
  static notApplicable(point, details) {
    return new Observation(point, 'not-applicable', details);
  }

  /**
   * A value that was read. A number is an integer with a unit: 99.95 % is `fact(name, 9995, '%', 2)`.
   *
   * @param {string} name
   * @param {number | string | boolean} value
   * @param {string} [unit]
   * @param {number} [decimals]
   */
  fact(name, value, unit = '', decimals = 0) {
    if (typeof value === 'number') {
      // Beyond this a number of JavaScript is no longer the integer that it says it is.
      if (!Number.isSafeInteger(value)) throw new TypeError('a fact is an integer: give its decimals as well');
      this.facts.push({ name, value: { tag: 'number', val: { value, decimals, unit } } });
    } else if (typeof value === 'boolean') this.facts.push({ name, value: { tag: 'yes-no', val: value } });
    else this.facts.push({ name, value: { tag: 'text', val: value } });
    return this;
  }

  /** Cites the answer to a question. @param {string} question */
  answer(question) {
    return this.cite({ tag: 'answer', val: question });
  }

  /** Cites a quote; `Text.quote` makes one. @param {import('../index.js').Span} span */
  quote(span) {
    return this.cite({ tag: 'quote', val: span });
  }

  /** Cites an exchange, a failed attempt or an offered handshake that the host recorded. @param {{ id: string }} recorded */
  exchange(recorded) {
    return this.cite({ tag: 'exchange', val: recorded.id });
  }

  /**
   * Cites a field of a certificate that the host saw; `index` 0 is the server's own certificate. Without such a certificate or
   * field nothing is cited, and the host lowers the evidence class accordingly.
   *
   * @param {import('../index.js').Recorded} recorded
   * @param {number} index
   * @param {import('../index.js').CertificateFieldName} field
   */
  certificate(recorded, index, field) {
    const certificate = recorded.tls?.chain[index];
    const value = certificate && fieldOf(certificate, field);
    if (value === undefined) return this;
    return this.cite({ tag: 'certificate', val: { exchange: recorded.id, index, field, value } });
  }

  /**
   * Cites a statement of the supplier's profile by its path, for example `certificates/0/expires-on`.
   *
   * @param {string} path
   * @param {string} value
   */
  profile(path, value) {
    return this.cite({ tag: 'profile', val: [path, value] });
  }

  /** Cites the evidence of another plugin's observation. @param {import('../index.js').Seen} seen */
  observation(seen) {
    return this.cite({ tag: 'observation', val: seen.id });
  }

  /** Cites any evidence. @param {import('../index.js').Evidence} evidence */
  cite(evidence) {
    this.evidence.push(evidence);
    return this;
  }
}

/**
 * A field of a certificate by the name that the contract uses; `name` is the first of the names.
 *
 * @param {import('../index.js').Certificate} certificate
 * @param {string} field
 * @returns {string | undefined}
 */
export function fieldOf(certificate, field) {
  switch (field) {
    case 'not-before':
      return certificate.notBefore;
    case 'not-after':
      return certificate.notAfter;
    case 'name':
      return certificate.names[0];
    case 'subject':
    case 'issuer':
    case 'serial':
    case 'sha256':
    case 'key':
    case 'signature':
      return certificate[field];
    default:
      return undefined;
  }
}
