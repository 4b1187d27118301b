/** Types of what a plugin author imports. The records are those of `wit/0.1.0`, field by field. */

export type Outcome = 'pass' | 'partial' | 'fail' | 'unknown' | 'not-applicable';
export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
/** E0 nothing, E1 the supplier says so, E2 a dated document, E3 seen by the host, E4 independent, E5 verified. */
export type EvidenceClass = 'E0' | 'E1' | 'E2' | 'E3' | 'E4' | 'E5';
export type Level = 'debug' | 'info' | 'warn';
/** Room to grow: pairs that this version of the contract does not know. */
export type Extra = [string, string][];

export interface Plugin {
  /** What the plugin is. The same for every run; it may not call the host. */
  describe(): Descriptor;
  /** Assesses one supplier; throws `CannotAssess` when nothing useful can be said. */
  assess(run: Run): Observation[];
}

export interface Choice {
  value: string;
  label: string;
}
export interface QuestionInput {
  id: string;
  text: string;
  answerKind: 'choice' | 'text' | 'number' | 'date' | 'yes-no';
  /** What a good answer looks like. */
  guidance?: string;
  choices?: Choice[];
  /** The evidence that should come with it, in words. */
  evidence?: string;
  /** The question is asked only if another has one of these answers. */
  showIf?: { question: string; anyOf: string[] } | null;
  controls?: string[];
  extra?: Extra;
}
export type Question = Required<QuestionInput>;
export interface DeclaredPoint {
  point: string;
  controls: string[];
}
export interface DescriptorInput {
  /** Lower-case words joined by hyphens. */
  id: string;
  /** Semantic version. */
  version: string;
  /** A claim: the host treats a plugin whose digest nobody vouched for like the supplier's own. */
  publisher?: string;
  title?: string;
  summary?: string;
  /** `questionnaire`, `probe`, `contract` or another word. */
  kind?: string;
  /** An observation of a point that is not declared is dropped and held against the plugin. */
  points: (string | DeclaredPoint)[];
  questions?: QuestionInput[];
  documents?: { kind: string; why: string }[];
  capabilities?: { interface: string; why: string }[];
  /** JSON Schema of the settings. */
  settingsSchema?: object;
}
export interface Descriptor {
  id: string;
  version: string;
  publisher: string;
  title: string;
  summary: string;
  kind: string;
  points: DeclaredPoint[];
  questions: Question[];
  documents: { kind: string; why: string }[];
  capabilities: { interface: string; why: string }[];
  settingsSchema: string;
  extra: Extra;
}
/** A descriptor: what is not given is empty. */
export function descriptor(given: DescriptorInput): Descriptor;
/** A question: what is not given is empty. */
export function question(given: QuestionInput): Question;

export interface Quantity {
  value: number;
  decimals: number;
  unit: string;
}
export type FactValue =
  | { tag: 'number'; val: Quantity }
  | { tag: 'text'; val: string }
  | { tag: 'yes-no'; val: boolean }
  | { tag: 'other'; val: [string, string] };
export interface Fact {
  name: string;
  value: FactValue;
}
/** A place in the text of a document, as byte offsets into its UTF-8 text. `Text.quote` makes one. */
export interface Span {
  document: string;
  start: number;
  end: number;
  text: string;
}
export type CertificateFieldName =
  | 'subject'
  | 'issuer'
  | 'not-before'
  | 'not-after'
  | 'serial'
  | 'sha256'
  | 'key'
  | 'signature'
  | 'name';
/** Evidence by reference: the host looks it up and drops the observation when it is not there. */
export type Evidence =
  | { tag: 'answer'; val: string }
  | { tag: 'quote'; val: Span }
  | { tag: 'exchange'; val: string }
  | { tag: 'certificate'; val: { exchange: string; index: number; field: string; value: string } }
  | { tag: 'profile'; val: [string, string] }
  | { tag: 'observation'; val: string }
  | { tag: 'other'; val: [string, string] };
export interface Details {
  title?: string;
  detail?: string;
  /** What the supplier would have to do or send. For an unknown: what to ask next. */
  remediation?: string;
  /** The AI system that it is about; without it, the supplier as a whole. */
  system?: string | null;
  severity?: Severity;
  evidenceClass?: EvidenceClass;
  /** Basis points, 0 to 10000. */
  confidence?: number;
}
export class Observation {
  constructor(point: string, outcome: Outcome, details?: Details);
  static pass(point: string, details?: Details): Observation;
  static partial(point: string, details?: Details): Observation;
  static fail(point: string, details?: Details): Observation;
  static unknown(point: string, details?: Details): Observation;
  static notApplicable(point: string, details?: Details): Observation;
  readonly point: string;
  readonly outcome: Outcome;
  readonly system: string | null;
  readonly severity: Severity;
  readonly evidenceClass: EvidenceClass;
  readonly confidence: number;
  readonly title: string;
  readonly detail: string;
  readonly remediation: string;
  readonly facts: Fact[];
  readonly evidence: Evidence[];
  readonly extra: Extra;
  /** A number is an integer with a unit: 99.95 % is `fact(name, 9995, '%', 2)`. */
  fact(name: string, value: number | string | boolean, unit?: string, decimals?: number): this;
  answer(question: string): this;
  quote(span: Span): this;
  exchange(recorded: { id: string }): this;
  certificate(recorded: Recorded, index: number, field: CertificateFieldName): this;
  profile(path: string, value: string): this;
  observation(seen: Seen): this;
  cite(evidence: Evidence): this;
}

export interface Profile {
  id: string;
  legalName: string;
  alsoKnownAs: string[];
  country: string | null;
  website: string | null;
  roles: string[];
  extra: Extra;
}
export interface AiSystem {
  id: string;
  name: string;
  purpose: string | null;
  dataUsed: string | null;
  decisionsInfluenced: string | null;
  peopleAffected: string | null;
  upstreamModels: string[];
  extra: Extra;
}
export interface SubProcessor {
  name: string;
  purpose: string | null;
  country: string | null;
  extra: Extra;
}
/** A claim: nothing here has been verified. */
export interface CertificateClaim {
  standard: string;
  number: string | null;
  holder: string | null;
  scope: string | null;
  certificationBody: string | null;
  accreditationBody: string | null;
  issuedOn: string | null;
  expiresOn: string | null;
  document: string | null;
  extra: Extra;
}
export interface Answer {
  question: string;
  value: string;
  comment: string | null;
  documents: string[];
  answeredOn: string | null;
  answeredBy: string | null;
  extra: Extra;
}
export interface DocumentInfo {
  id: string;
  name: string;
  kind: string;
  mediaType: string;
  sha256: string;
  byteLength: number;
  /** Bytes of UTF-8 text, or null when the host could not read it as text. */
  textLength: number | null;
  dated: string | null;
  replaces: string | null;
  extra: Extra;
}
export class Document {
  readonly info: DocumentInfo;
  /** The whole text, or null when the host could not read the document as text. */
  text(): Text | null;
  bytes(start: number, length: number): Uint8Array;
}
/** Search in `String(text)`; `quote` converts its indexes to bytes. */
export class Text {
  constructor(document: string, text: string);
  toString(): string;
  quote(start: number, end: number): Span;
  quoteMatch(match: RegExpMatchArray): Span;
}
export interface Seen {
  id: string;
  point: string;
  system: string | null;
  outcome: Outcome;
  title: string;
  facts: Fact[];
  evidence: string[];
  plugin: string;
  extra: Extra;
}
export interface PastObservation {
  asOf: string;
  outcome: Outcome;
  facts: Fact[];
  extra: Extra;
}

export interface Endpoint {
  id: string;
  kind: string;
  baseUrl: string;
  plainHttpUrl: string | null;
  methods: string[];
  /** Names of the credentials that the host can inject here. Never their values. */
  credentials: string[];
  system: string | null;
  contractedModels: string[];
  /** How many requests one run of an active probe may send here; 0 is a passive look only. */
  activeRequests: number;
  extra: Extra;
}
export interface Request {
  endpoint: string;
  method: string;
  url: string;
  headers: [string, string][];
  body: Uint8Array | number[] | null;
  credential: string | null;
  maxBody: number;
  extra: Extra;
}
export interface Certificate {
  subject: string;
  issuer: string;
  serial: string;
  notBefore: string;
  notAfter: string;
  names: string[];
  sha256: string;
  key: string;
  signature: string;
  extra: Extra;
}
export interface TlsFacts {
  version: string;
  cipher: string;
  chain: Certificate[];
  verification: string;
  verificationError: string | null;
  extra: Extra;
}
export interface Exchange {
  id: string;
  status: number;
  headers: [string, string][];
  body: Uint8Array | number[];
  truncated: boolean;
  redirectTo: string | null;
  tls: TlsFacts | null;
  connectUs: number;
  firstByteUs: number;
  totalUs: number;
  remoteAddress: string;
  extra: Extra;
}
export interface Failure {
  id: string;
  kind: string;
  message: string;
  status?: undefined;
  tls: TlsFacts | null;
  extra: Extra;
}
export interface Offer {
  endpoint: string;
  version: string;
  cipherSuites: number[];
  extra: Extra;
}
export interface Acceptance {
  id: string;
  kind?: undefined;
  tls: TlsFacts;
  cipherSuite: number;
  dhBits: number | null;
  extra: Extra;
}
export interface Refusal {
  id: string;
  /** Only `alert` and `closed` say something about the offer. */
  kind: string;
  message: string;
  tls?: undefined;
  alert: number | null;
  extra: Extra;
}
export type Recorded = Exchange | Failure | Acceptance | Refusal;
export function request(endpoint: Endpoint, method: string, url: string, more?: Partial<Request>): Request;
export function offer(endpoint: Endpoint, version: string, cipherSuites: number[]): Offer;
export function header(exchange: Exchange, name: string): string | undefined;
export function bodyText(exchange: Exchange): string;

export class CannotAssess extends Error {}
export class Run {
  constructor(context: { asOf: string; settings: string }, interfaces: Record<string, any>);
  /** `YYYY-MM-DD`. Judge the age of things by it, never by a clock. */
  readonly asOf: string;
  readonly settings: any;
  profile(): Profile;
  systems(): AiSystem[];
  subProcessors(): SubProcessor[];
  certificates(): CertificateClaim[];
  answer(question: string): Answer | null;
  answers(): Answer[];
  documents(): Document[];
  observed(): Seen[];
  endpoints(): Endpoint[];
  send(request: Request): Exchange | Failure;
  sendMany(requests: Request[], maxParallel: number): (Exchange | Failure)[];
  offerMany(offers: Offer[], maxParallel: number): (Acceptance | Refusal)[];
  earlier(point: string, system?: string | null): PastObservation | null;
  log(level: Level, message: string): void;
}
/** True when a text is no answer at all: blank, signs only, "TBD", "don't know", ... */
export function isPlaceholder(text: string): boolean;
