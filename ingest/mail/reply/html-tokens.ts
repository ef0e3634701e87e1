import { Tokenizer } from 'htmlparser2'

export interface TagHandlers {
  open(tag: string, attributes: ReadonlyMap<string, string>): void
  close(tag: string): void
  text(text: string): void
}

const longestValue = 2000

/**
 * Reads HTML in one pass. The tokenizer alone is used, without the parser above it, whose stack of open elements takes
 * quadratic time on deep nesting.
 */
export function readTags(html: string, handlers: TagHandlers): void {
  let tag = ''
  let attributes = new Map<string, string>()
  let [name, value] = ['', '']
  // Text comes in many small pieces where it holds stray "<" and "&"; what adjoins is handed on as one.
  const said = { start: 0, end: 0 }
  const flush = () => {
    if (said.end > said.start) handlers.text(html.slice(said.start, said.end))
    said.start = said.end
  }
  const finish = () => {
    flush()
    handlers.open(tag, attributes)
    if (attributes.size > 0) attributes = new Map()
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname: (start, end) => {
        tag = html.slice(start, Math.min(end, start + 40)).toLowerCase()
      },
      onopentagend: finish,
      onselfclosingtag: finish,
      onclosetag: (start, end) => {
        flush()
        handlers.close(html.slice(start, Math.min(end, start + 40)).toLowerCase())
      },
      onattribname: (start, end) => {
        name = html.slice(start, Math.min(end, start + 40)).toLowerCase()
        value = ''
      },
      onattribdata: (start, end) => {
        if (value.length < longestValue)
          value += html.slice(start, Math.min(end, start + longestValue))
      },
      onattribentity: (code) => {
        if (value.length < longestValue) value += String.fromCodePoint(code)
      },
      onattribend: () => {
        if (attributes.size < 40 && !attributes.has(name)) attributes.set(name, value)
      },
      ontext: (start, end) => {
        if (start !== said.end) flush()
        if (start !== said.end) said.start = start
        said.end = end
      },
      ontextentity: (code) => {
        flush()
        handlers.text(String.fromCodePoint(code))
      },
      oncdata: () => {},
      oncomment: () => {},
      ondeclaration: () => {},
      onend: () => {},
      onprocessinginstruction: () => {},
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  flush()
}
