import { afterEach, describe, expect, test, vi } from 'vitest'

import { get, path, post, postForFile, SHORT_PATIENCE_MS, whenSignedOut } from './client'
import { ApiError } from './problem'

type Answer = (url: string, init: RequestInit) => Promise<Response> | Response

function serverAnswers(answer: Answer) {
  const spy = vi.fn((url: string, init: RequestInit) => Promise.resolve(answer(url, init)))
  vi.stubGlobal('fetch', spy)
  return spy
}

const problem = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } })

async function errorOf(work: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await work.then(() => null, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(ApiError)
  return error as ApiError
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  whenSignedOut(() => undefined)
})

describe('the client', () => {
  test('makes every segment of a path safe', () => {
    expect(path('cases', 'LY/2026 ?')).toBe('/api/cases/LY%2F2026%20%3F')
  })

  test('sends JSON with the cookies of this origin', async () => {
    const spy = serverAnswers(() => new Response('{"ok":true}'))

    await post('/api/sign-in', { login: 'wang' })

    expect(spy).toHaveBeenCalledWith('/api/sign-in', expect.objectContaining({
      method: 'POST', credentials: 'same-origin', body: '{"login":"wang"}',
    }))
  })

  test('reads an answer without a body', async () => {
    serverAnswers(() => new Response(null, { status: 204 }))

    await expect(post('/api/sign-out')).resolves.toBeUndefined()
  })

  test('turns a problem document into an error with code, reference and waiting time', async () => {
    serverAnswers(() => new Response(
      JSON.stringify({ type: 'x', title: 'x', status: 429, code: 'account.locked', reference: 'E-1', detail: null, fields: {} }),
      { status: 429, headers: { 'Retry-After': '900' } },
    ))

    const error = await errorOf(get('/api/me'))

    expect([error.status, error.code, error.reference, error.retryAfter]).toEqual([429, 'account.locked', 'E-1', 900])
    expect(error.passing).toBe(true)
  })

  test('an answer that is no problem document is still an error', async () => {
    serverAnswers(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))

    const error = await errorOf(get('/api/me'))

    expect([error.code, error.reference, error.passing]).toEqual(['http.502', null, true])
  })

  test('a success that is no JSON is an error', async () => {
    serverAnswers(() => new Response('<!doctype html>'))

    expect((await errorOf(get('/api/me'))).code).toBe('network.unreadable')
  })

  test('tells apart a server that is not there', async () => {
    serverAnswers(() => Promise.reject(new TypeError('Failed to fetch')))

    const error = await errorOf(get('/api/me'))

    expect([error.status, error.code]).toEqual([0, 'network.unreachable'])
  })

  test('stops waiting for a server that never answers', async () => {
    vi.useFakeTimers()
    serverAnswers((_, init) => new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    }))

    const waiting = errorOf(get('/api/me'))
    await vi.advanceTimersByTimeAsync(20_000)

    expect((await waiting).code).toBe('network.timeout')
  })

  test('gives up earlier where the asker begins anew', async () => {
    vi.useFakeTimers()
    serverAnswers((_, init) => new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    }))

    const waiting = errorOf(post('/api/ticket', {}, { patience: SHORT_PATIENCE_MS }))
    await vi.advanceTimersByTimeAsync(SHORT_PATIENCE_MS)

    expect((await waiting).code).toBe('network.timeout')
  })

  test('tells the app when nobody is signed in, and the caller as well', async () => {
    const handler = vi.fn()
    whenSignedOut(handler)
    serverAnswers(() => problem(401, {
      type: 'x', title: 'x', status: 401, code: 'account.signed_out', reference: 'E-2', detail: null, fields: {},
    }))

    const error = await errorOf(get('/api/cases'))

    expect(error.signedOut).toBe(true)
    expect(handler).toHaveBeenCalledWith(error)
  })

  test('an asker who has gone gets no error of ours', async () => {
    const gone = new AbortController()
    serverAnswers((_, init) => new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    }))

    const work = get('/api/me', { signal: gone.signal }).then(() => null, (reason: unknown) => reason)
    gone.abort()

    expect(await work).toBeInstanceOf(DOMException)
  })

  test('says so when the line breaks in the middle of a file', async () => {
    const broken = new ReadableStream({ start: stream => stream.error(new TypeError('cut')) })
    serverAnswers(() => new Response(broken))

    expect((await errorOf(postForFile('/api/file', {}))).code).toBe('network.unreadable')
  })
})
