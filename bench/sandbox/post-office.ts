import { type AddressObject, simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import type { DemoMail } from '#bench/demo/mails.ts'
import { startSink } from '#tests/support/sink.ts'

/** A mail that a customer has been sent. */
export interface Letter {
  id: string // Its Message-ID.
  to: string
  cc: string
  subject: string
  text: string
  files: string[] // Their names.
  replyTo: string
}

/** A mail that a customer writes. */
export interface NewLetter extends Pick<DemoMail, 'cc' | 'html' | 'attachments'> {
  name?: string
  from: string
  subject: string
  text: string
  to?: string // The desk's own address, unless it is an answer.
  inReplyTo?: string
}

/** The customers' side: takes the mails that the desk sends, and brings those that customers write. */
export async function openPostOffice(desk: string, onChange: () => void) {
  const inbox: Letter[] = []
  const relay = await startSink((raw) => {
    void keep(raw)
    return undefined
  })

  async function keep(raw: Buffer): Promise<void> {
    const mail = await simpleParser(raw)
    inbox.push({
      id: mail.messageId ?? '',
      to: namesOf(mail.to),
      cc: namesOf(mail.cc),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      files: mail.attachments.map(({ filename }) => filename ?? 'A file'),
      replyTo: mail.replyTo?.value[0]?.address ?? desk,
    })
    onChange()
  }

  return {
    relay: relay.url,
    inbox,
    write: async (port: number, { name = '', from, to = desk, inReplyTo, ...mail }: NewLetter) => {
      const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
      const answer = inReplyTo && { inReplyTo, references: [inReplyTo] }
      await transport.sendMail({ ...mail, from: { name, address: from }, to, ...answer })
      transport.close()
    },
    close: relay.close,
  }
}

function namesOf(people: AddressObject | AddressObject[] = []): string {
  return [people]
    .flat()
    .map(({ text }) => text)
    .join(', ')
}
