/** The key of a request: whatever is pressed again before an answer came is the same request, and is done once. */
import { asError } from './problem'

/** A fresh key. Works on pages without HTTPS as well. */
const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

export interface Press {
  readonly key: string
  /** When it was pressed first. */
  readonly at: string
  /** What was sent under it, as `markOf` has it: also what no draft holds, such as a telephone number. */
  readonly of: string
}

/**
 * Tells one content from another. Sixteen bits: of two contents hardly ever both have it, and no number that somebody
 * typed can be found from it.
 */
function markOf(content: string): string {
  let mark = 0x811c9dc5
  for (let at = 0; at < content.length; at++) mark = Math.imul(mark ^ content.charCodeAt(at), 0x01000193)
  return ((mark >>> 16) ^ (mark & 0xffff)).toString(16)
}

/** Where a press outlives the page that made it: beside the draft of what was sent. */
export interface KeptPress {
  /** The press of a page before this one, once, of the same content and while the draft stands unchanged. */
  take: (of: string) => Press | null
  keep: (press: Press) => void
  /** It was answered. */
  drop: () => void
}

/**
 * Send contents under keys: one content has one key until an answer came, a success or a refusal; after that, and for
 * any other content, the key is a new one. `work` gets the content with its key, and the moment of the first press:
 * a body that says "now" must say the same when it is sent again. Errors pass through.
 *
 * With `kept` the key outlives a reload: whoever sends the same again on the new page sends the same request.
 */
export function sameRequest(kept?: () => KeptPress) {
  const unanswered = new Map<string, Press>()

  function inherited(of: string): Press | null {
    const found = kept?.().take(of) ?? null
    return found && [...unanswered.values()].some(press => press.key === found.key) ? null : found
  }

  function answered(name: string): void {
    unanswered.delete(name)
    kept?.().drop()
  }

  return async function send<Content extends object, Answer>(
    content: Content, work: (body: Content & { readonly key: string }, at: string) => Promise<Answer>,
  ): Promise<Answer> {
    const name = JSON.stringify(content)
    const of = markOf(name)
    const press = unanswered.get(name) ?? inherited(of) ?? { key: freshKey(), at: new Date().toISOString(), of }
    unanswered.set(name, press)
    kept?.().keep(press)
    try {
      const answer = await work({ ...content, key: press.key }, press.at)
      answered(name)
      return answer
    }
    catch (error) {
      if (!asError(error).unanswered) answered(name)
      throw error
    }
  }
}
