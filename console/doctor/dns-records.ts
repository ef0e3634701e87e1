import { bad, type Finding, good } from './finding.ts'

/** RFC 7208: one record a domain, and one that ends in `+all` lets the whole world write in its name. */
export function judgeSpf(domain: string, texts: readonly string[]): Finding {
  const check = `SPF ${domain}`
  const [record, ...more] = texts.filter((text) => /^v=spf1(?:\s|$)/i.test(text))
  if (!record)
    return bad(
      check,
      'there is no record: mail from this domain is taken for spam',
      `Publish TXT "v=spf1 … ~all" at ${domain}, with what the operator of your relay asks for in place of the dots.`,
    )
  if (more.length > 0)
    return bad(
      check,
      'there are several records, which counts as an error (RFC 7208 §4.5)',
      'Make one record of them.',
    )
  if (/(?:^|\s)\+?all(?:\s|$)/i.test(record))
    return bad(
      check,
      `“${record}” lets everybody write in your name`,
      'End it in ~all or -all instead.',
    )
  return good(check, record)
}

/** RFC 6376 §3.6.1: what is published, and what mail is signed with, must be the same key. */
export function judgeDkim(
  { name, value }: { name: string; value: string },
  texts: readonly string[],
): Finding {
  const check = `DKIM ${name}`
  const mend = `Publish at ${name} TXT "${value}". \`deskwire dkim show\` prints it as a line for the zone.`
  const keyOf = (text: string) => /(?:^|;)\s*p\s*=([^;]*)/i.exec(text)?.[1]?.replace(/\s+/g, '')
  if (texts.length === 0) return bad(check, 'is not published: signatures fail', mend)
  if (texts.some((text) => keyOf(text) === keyOf(value)))
    return good(check, 'is published and is our key')
  return bad(check, 'is another key than mail is signed with: signatures fail', mend)
}

/** RFC 7489 §6.3. `none` asks for reports alone, which is how everybody begins. */
export function judgeDmarc(domain: string, texts: readonly string[]): Finding {
  const check = `DMARC ${domain}`
  const records = texts.filter((text) => /^v\s*=\s*DMARC1\s*(?:;|$)/i.test(text))
  const policy = /;\s*p\s*=\s*(\w+)/i.exec(records[0] ?? '')?.[1]?.toLowerCase()
  const mend = `Publish TXT "v=DMARC1; p=none" at _dmarc.${domain}, and go on to p=quarantine once SPF and DKIM pass.`
  if (records.length !== 1 || !policy)
    return bad(
      check,
      records.length > 1 ? 'there are several records, which count as none' : 'there is no record',
      mend,
    )
  return good(
    check,
    policy === 'none' ? 'p=none, which keeps nobody from forging you' : `p=${policy}`,
  )
}
