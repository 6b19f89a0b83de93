/** The key of a request: whatever is pressed again before an answer came is the same request, and is done once. */
import { asError } from './problem'

/** A fresh key. Works on pages without HTTPS as well. */
const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

interface Press {
  readonly key: string
  /** When it was pressed first. */
  readonly at: string
}

/**
 * Send contents under keys: one content has one key until an answer came, a success or a refusal; after that, and for
 * any other content, the key is a new one. `work` gets the content with its key, and the moment of the first press:
 * a body that says "now" must say the same when it is sent again. Errors pass through.
 */
export function sameRequest() {
  const unanswered = new Map<string, Press>()

  return async function send<Content extends object, Answer>(
    content: Content, work: (body: Content & { readonly key: string }, at: string) => Promise<Answer>,
  ): Promise<Answer> {
    const name = JSON.stringify(content)
    const press = unanswered.get(name) ?? { key: freshKey(), at: new Date().toISOString() }
    unanswered.set(name, press)
    try {
      const answer = await work({ ...content, key: press.key }, press.at)
      unanswered.delete(name)
      return answer
    }
    catch (error) {
      if (!asError(error).unanswered) unanswered.delete(name)
      throw error
    }
  }
}
