import { broken, clients, marked, type Reply, type Written } from './clients.ts'

export type Position = 'top' | 'below' | 'between'

/** What stands above and below an answer. */
export interface Around {
  top: string
  closing: string
}

/**
 * A reply as a client writes it, with the answer on top, below the quote or between its parts. Where nothing marks the
 * quote there is only the top.
 */
export function place(
  reply: Reply,
  { top, closing }: Around,
  how: { client: string; position: Position; mark: string },
): Written & { position: Position } {
  const write = clients[how.client]
  if (!write) throw new Error(`There is no client called ${how.client}.`)
  const said = joined([reply.said, closing])
  const usual = write({ ...reply, said: joined([top, said]) })
  const quote = marked(reply.history)
  const quotes = usual.text.includes(`${reply.intro}\n\n${quote}`)
  if (how.position === 'top' || !quotes) {
    const text = quotes ? usual.text.replace(quote, marked(reply.history, how.mark)) : usual.text
    return { ...usual, text, position: 'top' }
  }
  const middle = reply.history.indexOf('\n\nWhich')
  const [first, second] = [reply.history.slice(0, middle), reply.history.slice(middle + 2)]
  const pieces: Piece[] =
    how.position === 'below'
      ? [top, reply.intro, { quote: reply.history }, said]
      : [top, reply.intro, { quote: first }, reply.said, { quote: second }, closing]
  return { ...written(pieces, how.mark), position: how.position }
}

type Piece = string | { quote: string }

function written(pieces: readonly Piece[], mark: string): Written {
  const there = pieces.filter((piece) => piece !== '')
  return {
    text: joined(
      there.map((piece) => (typeof piece === 'string' ? piece : marked(piece.quote, mark))),
    ),
    html: there
      .map((piece) =>
        typeof piece === 'string' ? `<div>${broken(piece)}</div>` : blockquote(piece.quote),
      )
      .join('<br>\n'),
  }
}

function joined(pieces: readonly string[]): string {
  return pieces.filter(Boolean).join('\n\n')
}

function blockquote(text: string): string {
  return `<blockquote type="cite" style="border-left:1px solid #ccc">${broken(text)}</blockquote>`
}
