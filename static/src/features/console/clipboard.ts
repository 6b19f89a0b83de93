/** Copying, also where the page is not a secure origin and the clipboard of the browser is closed. */

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
