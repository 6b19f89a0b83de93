/** The one place that calls `fetch`: JSON in, JSON out, errors as `ApiError`, a limit on waiting. */

import { isNobodys } from './hands'
import { ApiError, problemFrom } from './problem'

const TIMEOUT_MS = 20_000
/** For what is asked again by itself: a browser may ask over a connection that leads nowhere any more. */
export const SHORT_PATIENCE_MS = 5_000
/** A photograph over a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000

export interface CallOptions {
  /** Ends the request when the asker has gone. */
  signal?: AbortSignal
  /** A 401 is an expected answer here, not the end of a session. */
  expects401?: boolean
  /** Milliseconds to wait for the answer, where it is not the usual time. */
  patience?: number
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

let onSignedOut: (error: ApiError) => void = () => undefined

/** Say what happens when a request finds nobody signed in; the caller gets the error as well. */
export function whenSignedOut(handler: (error: ApiError) => void): void {
  onSignedOut = handler
}

export function get<T>(path: string, options: CallOptions = {}): Promise<T> {
  return call<T>('GET', path, undefined, options)
}

export function post<T = void>(path: string, body: object = {}, options: CallOptions = {}): Promise<T> {
  return call<T>('POST', path, body, options)
}

export function put<T = void>(path: string, body: object, options: CallOptions = {}): Promise<T> {
  return call<T>('PUT', path, body, options)
}

export function del<T = void>(path: string, options: CallOptions = {}): Promise<T> {
  return call<T>('DELETE', path, undefined, options)
}

/** Send a form with a file. */
export function upload<T>(path: string, form: FormData, options: CallOptions = {}): Promise<T> {
  return call<T>('POST', path, form, options)
}

/** Ask for bytes with a body, such as the purpose of reading. */
export async function postForFile(path: string, body: object): Promise<Blob> {
  const response = await answer('POST', path, body, {})
  if (!response.ok) throw await problemFrom(response)
  try {
    return await response.blob()
  } catch {
    throw new ApiError(0, 'network.unreadable', null)
  }
}

/** Send a file as it is; `type` is its media type. */
export function uploadFile<T>(path: string, file: Blob, type: string, options: CallOptions = {}): Promise<T> {
  return call<T>('POST', path, new Blob([file], { type }), options)
}

/** Join path segments, each made safe: `path('cases', serial)`. */
export function path(...segments: string[]): string {
  return `/api/${segments.map(encodeURIComponent).join('/')}`
}

async function call<T>(method: Method, url: string, body: object | undefined, options: CallOptions): Promise<T> {
  const response = await answer(method, url, body, options)
  if (!response.ok) {
    const error = await problemFrom(response)
    if (error.signedOut && !options.expects401) onSignedOut(error)
    throw error
  }
  if (response.status === 204) return undefined as T
  return readJson<T>(response)
}

async function answer(
  method: Method, url: string, body: object | undefined, { signal, patience }: CallOptions,
): Promise<Response> {
  const deadline = new AbortController()
  const isForm = body instanceof FormData
  const timer = setTimeout(() => deadline.abort(), patience ?? (isForm ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS))
  const leave = () => deadline.abort()
  signal?.addEventListener('abort', leave)
  try {
    return await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: { Accept: 'application/json', ...(isNobodys(signal) ? { 'X-By-Itself': '1' } : {}), ...(body && !isForm ? { 'Content-Type': body instanceof Blob ? body.type : 'application/json' } : {}) },
      signal: deadline.signal,
      ...(body ? { body: isForm || body instanceof Blob ? body : JSON.stringify(body) } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, deadline.signal.aborted ? 'network.timeout' : 'network.unreachable', null)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', leave)
  }
}

async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T
  } catch {
    throw new ApiError(0, 'network.unreadable', null)
  }
}
