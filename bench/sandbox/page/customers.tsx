import { useRef, useState } from 'react'
import type { Letter } from '#bench/sandbox/post-office.ts'
import { base64Of } from './composer.tsx'
import { useSight } from './sight.ts'

/** The other side: what customers were sent, and what they write. */
export function Customers() {
  const { seen } = useSight()
  return (
    <main className="pane" aria-label="Customers’ mail">
      <header>
        <h2>✉️ Customers’ mail</h2>
        <small>What Deskwire has sent, as customers see it</small>
      </header>
      <div className="letters">
        {seen.inbox.length === 0 && <p className="wait">Nobody has been answered yet.</p>}
        {seen.inbox.toReversed().map((letter) => (
          <article key={letter.id} className="letter">
            <p>
              <small>
                To {letter.to} {letter.cc && `· Cc ${letter.cc}`}
              </small>
            </p>
            <h3>{letter.subject}</h3>
            <p className="words">{letter.text.trim()}</p>
            {letter.files.length > 0 && <p>📎 {letter.files.join(', ')}</p>}
            <Write answerTo={letter} />
          </article>
        ))}
        <details className="letter">
          <summary>Write as a new customer</summary>
          <Write />
        </details>
      </div>
    </main>
  )
}

function Write({ answerTo }: { answerTo?: Letter }) {
  const { act } = useSight()
  const [from, setFrom] = useState('Robin Vale <robin@vale.example>')
  const [subject, setSubject] = useState('')
  const [text, setText] = useState('')
  const [isSent, setSent] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)

  async function send(event: React.FormEvent) {
    event.preventDefault()
    const sender = answerTo?.to ?? from
    const [, name = '', address = sender] = /^(.*?)\s*<(.+)>$/.exec(sender) ?? []
    const answer = answerTo && {
      to: answerTo.replyTo,
      subject: answerTo.subject.replace(/^(re: )?/i, 'Re: '),
      inReplyTo: answerTo.id,
    }
    const bare = name.replaceAll('"', '')
    const [chosen] = chooser.current?.files ?? []
    const file = chosen && { file: { name: chosen.name, base64: await base64Of(chosen) } }
    const mail = { name: bare, from: address, subject, text, ...answer, ...file }
    const done = await act({ do: 'mail', ...mail })
    if (done === undefined) return
    setText('')
    if (chooser.current) chooser.current.value = ''
    setSent(true)
  }

  return (
    <form onSubmit={send}>
      {!answerTo && (
        <>
          <input aria-label="From" value={from} onChange={({ target }) => setFrom(target.value)} />
          <input
            aria-label="Subject"
            placeholder="Subject"
            required
            value={subject}
            onChange={({ target }) => setSubject(target.value)}
          />
        </>
      )}
      <textarea
        aria-label={answerTo ? 'Answer as the customer' : 'Message'}
        placeholder={answerTo ? 'Answer as the customer' : 'Message'}
        required
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <input ref={chooser} type="file" aria-label="File" />
      <button type="submit" className="primary">
        Send mail
      </button>
      {isSent && <small role="status"> Sent. Look at #support.</small>}
    </form>
  )
}
