import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Real mails with what developers of other tools expect of them; never part of the project. */
const corporaFolder = new URL('../../../shared/data/mail/', import.meta.url)

export interface ExpectedText {
  equals?: string
  anyOf?: string[]
  contains?: string[]
  notContains?: string[]
  keep?: string
  mode?: string
}

export interface ExpectedFile {
  filename?: string
  sha256?: string
}

export interface Case {
  id: string
  suite: string
  category: string
  envelope?: { mailFrom: string | null }
  expect: {
    accepted?: boolean
    decision?: string
    decisionIn?: string[]
    decisionNot?: string[]
    subject?: string
    from?: { address: string; name?: string }
    messageId?: string
    bodyText?: { words?: string; contains?: string[]; equals?: string }
    visibleText?: ExpectedText
    attachments?: { files?: ExpectedFile[]; upstreamCount?: number; insteadOf?: string }
    bounce?: { recipients?: string[]; deliveries?: { status?: string }[] }
  }
  raw_base64: string
}

/** All cases, or null where the corpora are not on this machine. */
export function readCorpora(): Case[] | null {
  if (!existsSync(corporaFolder)) return null
  return readdirSync(corporaFolder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(new URL(name, corporaFolder), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line): Case => JSON.parse(line)),
    )
}
