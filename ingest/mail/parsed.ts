/** A mail as it was read: plain values only, so that it can cross from a worker thread. */
export interface ParsedMail {
  messageId: string // Without brackets; made from the content where the mail has none.
  hasMessageId: boolean // False: ours to find duplicates by, not the sender's name for it.
  inReplyTo: string[] // Message-IDs without brackets.
  references: string[] // Oldest first.
  subject: string // Decoded, one line.
  from: MailAddress | null // Null: none that could be read.
  fromCount: number // More than one From field: trust none (RFC 5322 allows one).
  replyTo: MailAddress[]
  to: MailAddress[]
  cc: MailAddress[]
  deliveredTo: string[] // Delivered-To, X-Original-To, Envelope-To: addresses only.
  date: Date | null
  text: string // The whole body as text, made from the HTML where there is none.
  html: string | null // As it came, unsafe.
  attachments: MailFile[]
  headers: MailHeader[] // In the order of the mail, names in lower case, values unfolded, not decoded.
  notes: string[] // What was odd and how it was read, in words people understand.
}

export interface MailAddress {
  address: string
  name: string
}

export interface MailHeader {
  name: string
  value: string
}

export interface MailFile {
  filename: string // Made safe to show and to save.
  contentType: string // As declared.
  content: Buffer
  inline: boolean
  contentId: string | null // Without brackets.
}
