import type { ChangedObjects, PeopleToLabel, Problem } from '@/api/generated/model';
import type * as client from '@/api/generated/operations';
import { routes } from '@/api/generated/routes';

export type Operation = keyof typeof routes & keyof typeof client;

/** What an operation answers when it works. */
export type Answer<O extends Operation> = Awaited<ReturnType<(typeof client)[O]>>;

/** An operation that answers a page of a list. */
export type Listing = {
  [O in Operation]: { data: []; nextCursor: null } extends Answer<O> ? O : never;
}[Operation];

/** What a page has asked of an operation. */
export interface Asked {
  operation: Operation;
  /** The parameters of the path, by name. */
  place: Record<string, string>;
  query: Record<string, string>;
  /** The body as it was written, read as JSON; undefined if there was none. */
  body: unknown;
  /** By name in small letters. */
  headers: Record<string, string>;
  /** Aborted when the page no longer waits. */
  signal: AbortSignal | null | undefined;
}

/** For an operation whose answer does not matter: none comes. */
export const NEVER = (): Promise<never> => new Promise(() => {});

type Answering = (asked: Asked) => unknown;

/** A refusal in the API's form (RFC 9457). */
export class Refusal {
  readonly problem: Problem;

  constructor(status: number, code: string, told: Partial<Problem> = {}) {
    this.problem = {
      type: `https://tributary.dev/problems/${code}`,
      title: code,
      status,
      code,
      retryable: status >= 500,
      requestId: 'req-1',
      ...told,
    };
  }

  /** Fields of the request's body that cannot be accepted, by JSON pointer. */
  static of(faults: Record<string, string>): Refusal {
    const errors = Object.entries(faults).map(([pointer, detail]) => ({ pointer, detail }));
    return new Refusal(422, 'invalid', { detail: errors[0]?.detail ?? '', errors });
  }
}

/**
 * Stands in for the API in tests of pages: it answers `fetch` by the paths and the statuses of the
 * API's document, and with what a test says. Its types are those of the generated client. What no
 * test has said is answered with 501 and kept in `unknown`.
 */
export class Api {
  readonly unknown: string[] = [];
  private readonly answering = new Map<Operation, Answering>();
  private readonly asked: Asked[] = [];
  private readonly streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  /**
   * Nothing comes from the stream of changes, so pages ask by themselves. What people have consented to is unknown. People whom a page names by their ids alone have no
   * names.
   */
  constructor() {
    this.answering.set('followChanges', NEVER);
    this.answering.set('listPurposes', NEVER);
    this.answering.set('labelPeople', ({ body }) => ({
      data: (body as PeopleToLabel).profiles.map((profile) => ({
        profile,
        person: { text: `Person …${profile.slice(-4)}`, source: 'id' },
      })),
    }));
  }

  /** From now on the operation answers so; what is given last counts. */
  on<O extends Operation>(
    operation: O,
    answer:
      | Answer<O>
      | Refusal
      | ((asked: Asked) => Answer<O> | Refusal | Promise<Answer<O> | Refusal>),
  ): void {
    this.answering.set(
      operation,
      typeof answer === 'function' ? (answer as Answering) : () => answer,
    );
  }

  /** The operation answers so where the test has said nothing of it. */
  otherwise<O extends Operation>(operation: O, answer: Answer<O>): void {
    if (!this.answering.has(operation)) {
      this.on(operation, answer);
    }
  }

  /** These lists have nothing in them. */
  empty(...listings: Listing[]): void {
    for (const listing of listings) {
      this.answering.set(listing, () => ({ data: [], nextCursor: null }));
    }
  }

  /** The stream of changes is open. */
  streamChanges(): void {
    this.answering.set('followChanges', ({ signal }) => openStream(signal, this.streams));
  }

  /** The stream of events is open, and no event comes. */
  streamEvents(): void {
    this.answering.set('followEvents', ({ signal }) => openStream(signal, new Set()));
  }

  /** The stream of changes says that objects of a subject have changed. */
  changed(subject: ChangedObjects['subject'], ...ids: string[]): void {
    const data = JSON.stringify({ subject, ids });
    for (const stream of this.streams) {
      stream.enqueue(new TextEncoder().encode(`event:change\ndata:${data}\n\n`));
    }
  }

  /** The stream of changes is alive, and says nothing. */
  heartbeat(): void {
    for (const stream of this.streams) {
      stream.enqueue(new TextEncoder().encode(':live\n\n'));
    }
  }

  /**
   * How many requests pages have made of each operation, without the stream of changes.
   *
   * @param since the number of requests that do not count: those before a call of {@link made}
   */
  counts(since: number): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { operation } of this.asked.slice(since)) {
      if (operation !== 'followChanges') {
        counts.set(operation, (counts.get(operation) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** How many requests pages have made. */
  made(): number {
    return this.asked.length;
  }

  /** What pages have asked of an operation, the oldest first. */
  requests(operation: Operation): Asked[] {
    return this.asked.filter((each) => each.operation === operation);
  }

  /** The bodies that pages have sent to an operation, the oldest first. */
  bodies(operation: Operation): unknown[] {
    return this.requests(operation).map(({ body }) => body);
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input), window.location.origin);
    const method = init.method ?? 'GET';
    const found = find(method, url.pathname);
    const answering = found && this.answering.get(found.operation);
    if (!answering) {
      this.unknown.push(`${method} ${url.pathname}`);
      return written(new Refusal(501, 'not-implemented'));
    }
    const headers = new Headers(init.headers);
    if (method !== 'GET' && !headers.has('X-Tributary-CSRF')) {
      return written(new Refusal(403, 'cross-site-request'));
    }
    const asked: Asked = {
      ...found,
      query: Object.fromEntries(url.searchParams),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      headers: Object.fromEntries(headers),
      signal: init.signal,
    };
    this.asked.push(asked);
    const answer = await answering(asked);
    if (answer instanceof Response) {
      return answer;
    }
    return answer instanceof Refusal
      ? written(answer)
      : json(routes[found.operation].status, answer);
  };
}

/** A stream that is among `streams` until the page no longer reads it. */
function openStream(
  signal: AbortSignal | null | undefined,
  streams: Set<ReadableStreamDefaultController<Uint8Array>>,
): Response {
  return new Response(
    new ReadableStream<Uint8Array>({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode(':follows\n\n'));
        streams.add(stream);
        signal?.addEventListener('abort', () => {
          streams.delete(stream);
          stream.error(signal.reason);
        });
      },
    }),
  );
}

function find(method: string, path: string): Pick<Asked, 'operation' | 'place'> | undefined {
  const matches = Object.entries(routes)
    .filter(([, route]) => route.method === method)
    .flatMap(([operation, route]) => {
      const place = placeIn(route.path, path);
      return place ? [{ operation: operation as Operation, place }] : [];
    });
  // `/audiences/preview` is not the audience with the key "preview".
  return matches.sort((a, b) => Object.keys(a.place).length - Object.keys(b.place).length)[0];
}

function placeIn(template: string, path: string): Record<string, string> | null {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  const values = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
  return values
    ? Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at + 1] ?? '')]))
    : null;
}

function written({ problem }: Refusal): Response {
  return json(problem.status, problem, 'application/problem+json');
}

function json(status: number, body: unknown, type = 'application/json'): Response {
  return status === 204
    ? new Response(null, { status })
    : new Response(JSON.stringify(body ?? null), { status, headers: { 'Content-Type': type } });
}
