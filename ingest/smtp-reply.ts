/** What a client is told instead of 250: the reply code, and a text that begins with the enhanced one (RFC 3463). */
export class Reply extends Error {
  override name = 'Reply'
  readonly responseCode: number

  constructor(responseCode: number, text: string) {
    super(text)
    this.responseCode = responseCode
  }
}
