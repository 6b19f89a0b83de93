/** What went wrong with a request, as one error with a stable code and a reference a person can quote. */

import type { Problem } from './types'

export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    /** HTTP status; 0 when no server answered. */
    readonly status: number,
    /** Stable code, such as `account.locked`; of the page's own are `network.*`, when no server answered, and `app.unexpected`. */
    readonly code: string,
    /** The number to quote on the telephone; null when the request never arrived. */
    readonly reference: string | null,
    readonly detail: string | null = null,
    /** What is wrong with single fields of the body. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** Seconds to wait before trying again, when the server said so. */
    readonly retryAfter: number | null = null,
  ) {
    super(code)
  }

  /** Nobody is signed in, or the session ran out. */
  get signedOut(): boolean {
    return this.status === 401
  }

  /** Whether it may have been done all the same: the answer was lost, or something between has answered. */
  get unanswered(): boolean {
    return this.status === 0 || this.status >= 500
  }

  /** Trying again may help: no answer, too many requests, or a fault of the server. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/** What was thrown, as something a person can be told: a fault of the page has a code too. */
export const asError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError(0, 'app.unexpected', null)

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'reference' in body
}

/** Read an answer that is not a success; an answer that is no problem document still becomes an error. */
export async function problemFrom(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN)
  const wait = Number.isFinite(retryAfter) ? retryAfter : null
  const body: unknown = await response.json().catch(() => null)
  if (!isProblem(body)) return new ApiError(response.status, `http.${response.status}`, null, null, {}, wait)
  return new ApiError(response.status, body.code, body.reference, body.detail, body.fields, wait)
}
