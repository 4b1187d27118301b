/** The fake host. */

import { Run } from '../src/run.js';
import { Assessment } from './assessment.js';
import { FakeDocument } from './document.js';

/** A host with one supplier, made by a test: Example AI, of which nothing else is known, assessed for 2026-06-01. */
export class FakeHost {
  #context;
  /** @type {any[]} */
  #servers = [];
  /** @type {any[]} */
  #shakers = [];
  #past = new Map();

  /** @param {any} [given] */
  constructor({ asOf = '2026-06-01', settings, profile = {} } = {}) {
    this.#context = { asOf, settings: settings === undefined ? '' : JSON.stringify(settings) };
    this.profile = {
      id: 'example-ai',
      legalName: 'Example AI Ltd',
      alsoKnownAs: [],
      country: null,
      website: null,
      roles: ['provider'],
      extra: [],
      ...profile,
    };
    /** @type {any[]} */
    this.systems = [];
    /** @type {any[]} */
    this.subProcessors = [];
    /** @type {any[]} */
    this.certificates = [];
    /** @type {Map<string, any>} */
    this.answers = new Map();
    /** @type {Map<string, FakeDocument>} */
    this.documents = new Map();
    /** @type {any[]} */
    this.endpoints = [];
    /** @type {any[]} */
    this.observed = [];
    /** What was asked of the network, and what came back. @type {{ asked: any, reply: any }[]} */
    this.recorded = [];
    /** @type {{ level: string, message: string }[]} */
    this.log = [];
  }

  /** @param {string} id @param {string} name @param {any} [more] */
  system(id, name, more) {
    const nothing = { purpose: null, dataUsed: null, decisionsInfluenced: null, peopleAffected: null };
    this.systems.push({ ...nothing, upstreamModels: [], extra: [], ...more, id, name });
    return this;
  }

  /** @param {string} name @param {any} [more] */
  subProcessor(name, more) {
    this.subProcessors.push({ purpose: null, country: null, extra: [], ...more, name });
    return this;
  }

  /** @param {string} standard @param {any} [more] */
  certificate(standard, more) {
    const nothing = { number: null, holder: null, scope: null, certificationBody: null, accreditationBody: null };
    this.certificates.push({ ...nothing, issuedOn: null, expiresOn: null, document: null, extra: [], ...more, standard });
    return this;
  }

  /** @param {string} question @param {string} value @param {any} [more] */
  answer(question, value, more) {
    const nothing = { comment: null, documents: [], answeredOn: null, answeredBy: null, extra: [] };
    this.answers.set(question, { ...nothing, ...more, question, value });
    return this;
  }

  /** @param {string} id @param {string} text @param {any} [more] */
  document(id, text, more) {
    this.documents.set(id, new FakeDocument(id, text, more));
    return this;
  }

  /** @param {string} id @param {string} kind @param {string} baseUrl @param {any} [more] */
  endpoint(id, kind, baseUrl, more) {
    this.endpoints.push({
      plainHttpUrl: null,
      methods: ['GET', 'HEAD'],
      credentials: [],
      system: null,
      contractedModels: [],
      activeRequests: 0,
      extra: [],
      ...more,
      id,
      kind,
      baseUrl,
    });
    return this;
  }

  /** @param {string} plugin @param {string} point @param {string} outcome @param {string} evidence @param {any} [more] */
  seen(plugin, point, outcome, evidence, more) {
    const id = `o${this.observed.length + 1}`;
    this.observed.push({ system: null, title: '', facts: [], extra: [], ...more, id, point, outcome, evidence: [evidence], plugin });
    return this;
  }

  /** @param {string} asOf @param {import('../index.js').Observation} seen */
  earlier(asOf, seen) {
    const past = { asOf, outcome: seen.outcome, facts: [...seen.facts], extra: [] };
    this.#past.set(JSON.stringify([seen.point, seen.system]), past);
    return this;
  }

  /** @param {any} server */
  server(server) {
    this.#servers.push(server);
    return this;
  }

  /** @param {any} server */
  handshakes(server) {
    this.#shakers.push(server);
    return this;
  }

  /** Runs a plugin against this supplier; what the plugin throws is thrown. @param {import('../index.js').Plugin} plugin */
  assess(plugin) {
    const descriptor = plugin.describe();
    const observations = plugin.assess(new Run(this.#context, this.#interfaces()));
    return new Assessment(descriptor, observations, this);
  }

  /** The interfaces of the contract, by the names that their functions have in a component. */
  #interfaces() {
    const sorted = (/** @type {Map<string, any>} */ map) => [...map.keys()].sort().map((key) => map.get(key));
    return {
      supplier: {
        getProfile: () => this.profile,
        systems: () => this.systems,
        subProcessors: () => this.subProcessors,
        certificates: () => this.certificates,
      },
      answers: { get: (/** @type {string} */ id) => this.answers.get(id) ?? null, all: () => sorted(this.answers) },
      documents: { list: () => sorted(this.documents) },
      probe: {
        endpoints: () => this.endpoints,
        sendMany: (/** @type {any[]} */ requests) => requests.map((request) => this.#exchange(request)),
      },
      findings: { observed: () => this.observed },
      handshake: { offerMany: (/** @type {any[]} */ offers) => offers.map((offer) => this.#handshake(offer)) },
      history: {
        earlier: (/** @type {string} */ point, /** @type {string | null} */ system) =>
          this.#past.get(JSON.stringify([point, system])) ?? null,
      },
      log: {
        write: (/** @type {string} */ level, /** @type {string} */ message) => void this.log.push({ level, message }),
      },
    };
  }

  /** @param {any} request */
  #exchange(request) {
    const reply = first(this.#servers, request) ?? {
      kind: 'refused',
      message: `no exchange was prepared for ${request.method} ${request.url}`,
    };
    if (reply.status === undefined) return this.#record(request, 'err', { message: '', tls: null, extra: [], ...reply });
    const full = {
      headers: [],
      body: new Uint8Array(),
      truncated: false,
      redirectTo: null,
      tls: null,
      connectUs: 1_000,
      firstByteUs: 2_000,
      totalUs: 3_000,
      remoteAddress: '192.0.2.1:443',
      extra: [],
      ...reply,
    };
    full.truncated ||= full.body.length > request.maxBody;
    full.body = full.body.slice(0, request.maxBody);
    return this.#record(request, 'ok', full);
  }

  /** @param {any} offer */
  #handshake(offer) {
    const reply = first(this.#shakers, offer) ?? { kind: 'refused', message: 'no handshake was prepared' };
    if (reply.kind === undefined) return this.#record(offer, 'ok', { dhBits: null, extra: [], ...reply });
    return this.#record(offer, 'err', { message: '', alert: null, extra: [], ...reply });
  }

  /** @param {any} asked @param {string} tag @param {any} reply */
  #record(asked, tag, reply) {
    const val = { ...reply, id: `x${this.recorded.length + 1}` };
    this.recorded.push({ asked, reply: val });
    return { tag, val };
  }
}

/** What the first of these servers says that says something. @param {any[]} servers @param {any} asked */
function first(servers, asked) {
  for (const server of servers) {
    const reply = server(asked);
    if (reply) return reply;
  }
  return undefined;
}
