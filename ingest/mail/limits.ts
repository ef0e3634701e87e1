/** What one mail may ask of us. Over a hard limit the mail is refused with a sentence that names it. */
export const limits = {
  headerBytes: 1024 * 1024,
  parts: 1000,
  depth: 30,
  attachments: 100,
  decodedBytes: 64 * 1024 * 1024,
  textLength: 1024 * 1024, // Longer text is cut, with a note.
  htmlLength: 4 * 1024 * 1024,
  addresses: 200,
  headerFields: 5000,
} as const

/** The caller marks the mail failed and shows this sentence. */
export class TooMuch extends Error {
  constructor(what: string) {
    super(`This mail cannot be read: ${what}.`)
    this.name = 'TooMuch'
  }
}
