import type { Problem } from '../wire';
import { t } from '../words/words';

/**
 * How a request ended. The third ending is the dangerous one: it may have happened. An answer that is
 * not JSON counts as lost too, because then somebody else answered (a portal, a proxy), not the hub.
 */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly status: number; readonly body: T }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem; readonly waitMs: number | null }
  | { readonly kind: 'lost'; readonly status: number | null; readonly why: string };

export interface Request {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  /** A body that is already JSON text, so that a retry sends the very same bytes. */
  readonly text?: string;
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Talks to the hub that served this page. */
export class Hub {
  /** Told after every request whether the hub was reached: this is what the connection state is made of. */
  onReach: (reached: boolean) => void = () => {};
  /** Told when the hub no longer knows our session. */
  onSignedOut: () => void = () => {};

  constructor(private readonly fetch: Fetch = (url, init) => globalThis.fetch(url, init)) {}

  async call<T>(path: string, request: Request = {}): Promise<Answer<T>> {
    const body = request.text ?? (request.body === undefined ? null : JSON.stringify(request.body));
    let response: Response;
    try {
      response = await this.fetch(path, {
        method: request.method ?? 'GET',
        headers: { Accept: 'application/json', ...(body === null ? {} : { 'Content-Type': 'application/json' }), ...request.headers },
        body,
        cache: 'no-store',
        credentials: 'same-origin',
        keepalive: request.keepalive ?? false,
        signal: AbortSignal.timeout(request.timeoutMs ?? 10_000),
      });
    } catch (failure) {
      this.onReach(false);
      return { kind: 'lost', status: null, why: timedOut(failure) ? t('no answer in time') : t('no connection') };
    }
    if (response.status >= 500) {
      // 502 to 504 come from whatever stands before the hub, so the hub itself was not reached.
      this.onReach(response.status < 502);
      return { kind: 'lost', status: response.status, why: t('the hub answered {status}', { status: String(response.status) }) };
    }
    return this.read<T>(response);
  }

  private async read<T>(response: Response): Promise<Answer<T>> {
    let body: unknown = null;
    if (response.status === 304) {
      // What we have is what there is.
      this.onReach(true);
      return { kind: 'ok', status: 304, body: body as T };
    }
    try {
      body = response.status === 204 ? null : await response.json();
    } catch {
      this.onReach(false);
      return { kind: 'lost', status: response.status, why: t('the answer could not be read') };
    }
    this.onReach(true);
    if (response.ok) {
      return { kind: 'ok', status: response.status, body: body as T };
    }
    const problem = problemOf(body, response.status);
    if (response.status === 401 && problem.code !== 'sign-in-failed') {
      this.onSignedOut();
    }
    const wait = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return { kind: 'refused', status: response.status, problem, waitMs: Number.isFinite(wait) ? wait * 1000 : null };
  }
}

function timedOut(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === 'TimeoutError';
}

function problemOf(body: unknown, status: number): Problem {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return {
    code: given.code ?? `status-${status}`,
    title: given.title ?? t('The hub answered {status}', { status: String(status) }),
    detail: given.detail ?? null,
    errors: given.errors ?? [],
    shortages: given.shortages ?? [],
  };
}

/** A refusal in one sentence, with the field at fault if the hub named one. */
export function reasonOf(problem: Problem): string {
  const first = problem.errors[0];
  return first ? `${first.field} ${first.reason}` : (problem.detail ?? problem.title);
}
