import type {
  Acceptance,
  AiSystem,
  Answer,
  CertificateClaim,
  Descriptor,
  DocumentInfo,
  Endpoint,
  Exchange,
  Failure,
  Observation,
  Offer,
  Plugin,
  Profile,
  Recorded,
  Refusal,
  Request,
  Seen,
  SubProcessor,
} from '../index.js';

export class FakeDocument {
  constructor(id: string, text: string, more?: Partial<DocumentInfo> & { inForce?: boolean; readable?: boolean });
  info(): DocumentInfo;
  text(start: number, length: number): string | null;
  bytes(start: number, length: number): Uint8Array;
}
/** A host with one supplier, made by a test: Example AI, of which nothing else is known, assessed for 2026-06-01. */
export class FakeHost {
  constructor(given?: { asOf?: string; settings?: object; profile?: Partial<Profile> });
  readonly recorded: { asked: Request | Offer; reply: Recorded }[];
  readonly log: { level: string; message: string }[];
  system(id: string, name: string, more?: Partial<AiSystem>): this;
  subProcessor(name: string, more?: Partial<SubProcessor>): this;
  certificate(standard: string, more?: Partial<CertificateClaim>): this;
  answer(question: string, value: string, more?: Partial<Answer>): this;
  document(id: string, text: string, more?: Partial<DocumentInfo> & { inForce?: boolean; readable?: boolean }): this;
  endpoint(id: string, kind: string, baseUrl: string, more?: Partial<Endpoint>): this;
  /** Adds what another plugin observed, resting on evidence of one kind (`answer`, `quote`, `exchange`, ...). */
  seen(plugin: string, point: string, outcome: string, evidence: string, more?: Partial<Seen>): this;
  /** Gives the plugin what it saw before, as it would be read from the register. */
  earlier(asOf: string, seen: Observation): this;
  /** Answers the requests for which `server` gives a reply; one with a `status` is an answer, one with a `kind` a failure. */
  server(server: (request: Request) => Partial<Exchange> | Partial<Failure> | undefined | null): this;
  handshakes(server: (offer: Offer) => Partial<Acceptance> | Partial<Refusal> | undefined | null): this;
  assess(plugin: Plugin): Assessment;
}
export class Assessment {
  readonly descriptor: Descriptor;
  readonly observations: Observation[];
  readonly host: FakeHost;
  /** The observation of a point; it throws when there is none, or more than one. */
  of(point: string): Observation;
  /** Why the host would drop observations. */
  problems(): string[];
}
