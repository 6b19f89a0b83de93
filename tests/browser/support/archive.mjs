// A ZIP whose files lie in it as they are: a local head and the bytes of each, the list of all, and its end.
import { crc32 } from 'node:zlib'

const LOCAL = 0x04034b50
const LISTED = 0x02014b50
const END = 0x06054b50
/** Names are UTF-8. */
const UTF8 = 0x0800

const numbers = (...pairs) =>
  Buffer.concat(pairs.map(([size, value]) => {
    const written = Buffer.alloc(size)
    written.writeUIntLE(value, 0, size)
    return written
  }))

/** What a local head and the list both say of a file. */
const about = (name, content) =>
  numbers([2, 20], [2, UTF8], [2, 0], [4, 0], [4, crc32(content)], [4, content.length], [4, content.length], [2, name.length], [2, 0])

/** `files`: content by name. */
export const zip = (files) => {
  const parts = []
  const list = []
  let at = 0
  for (const [written, content] of Object.entries(files)) {
    const name = Buffer.from(written)
    const local = Buffer.concat([numbers([4, LOCAL]), about(name, content), name, content])
    list.push(Buffer.concat([numbers([4, LISTED], [2, 20]), about(name, content), numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name]))
    parts.push(local)
    at += local.length
  }
  const listed = Buffer.concat(list)
  const end = numbers([4, END], [2, 0], [2, 0], [2, list.length], [2, list.length], [4, listed.length], [4, at], [2, 0])
  return Buffer.concat([...parts, listed, end])
}
