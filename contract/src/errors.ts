/** An error that is meant for a person: it says what was wrong and what to do about it. */
export class PipewrightError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.status = status;
  }
}

/** The request cannot be read at all (broken JSON, wrong content type): HTTP 400. */
export class BadRequestError extends PipewrightError {
  constructor(message: string, options?: ErrorOptions) {
    super("bad_request", 400, message, options);
  }
}

/** One field that was refused. `path` is dotted, as in `logs` or `items.0.name`; empty for the whole body. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** The request reads well but a field is wrong: HTTP 422, with the fields named. */
export class InvalidFieldError extends PipewrightError {
  readonly fields: FieldProblem[];

  constructor(fields: FieldProblem[]) {
    super("invalid_field", 422, fields.map((field) => `${field.path || "body"}: ${field.message}`).join("; "));
    this.fields = fields;
  }
}

/** Who asks is not known, or the signature does not match: HTTP 401. */
export class UnauthorizedError extends PipewrightError {
  constructor(message: string) {
    super("unauthorized", 401, message);
  }
}

/** Who asks is known, but may not do this: HTTP 403. */
export class ForbiddenError extends PipewrightError {
  constructor(message: string) {
    super("forbidden", 403, message);
  }
}

export class NotFoundError extends PipewrightError {
  constructor(message: string) {
    super("not_found", 404, message);
  }
}

/** The thing has moved on since it was shown: HTTP 409. */
export class ConflictError extends PipewrightError {
  constructor(code: string, message: string) {
    super(code, 409, message);
  }
}

export class TooLargeError extends PipewrightError {
  constructor(message: string) {
    super("too_large", 413, message);
  }
}

/** Too many wrong attempts came from one address: HTTP 429 with `Retry-After`. */
export class TooManyRequestsError extends PipewrightError {
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super("too_many_requests", 429, message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Something outside (a model, GitHub, Docker) failed; `retryAfterMs` is its own word on when to try again. */
export class UpstreamError extends PipewrightError {
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: string,
    message: string,
    options: ErrorOptions & { retryable: boolean; retryAfterMs?: number | undefined },
  ) {
    super(code, 502, message, options);
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The text of anything that was thrown. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
