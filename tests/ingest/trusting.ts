import type { App, AskDns } from '#core/app.ts'

/** The desk behind a relay of its own, which says who has sent a mail: see `proof` and `forgery`. */
export function trusting(app: App): App {
  const env = {
    ...app.env,
    MAIL_TRUSTED_RELAYS: ['127.0.0.1/32'],
    MAIL_AUTHSERV_ID: 'mx.desk.test',
  }
  return { ...app, env, dns }
}

const dns: AskDns = async (name) => {
  if (name === '_dmarc.desk.test') return [['v=DMARC1; p=none']]
  throw Object.assign(new Error(`${name} is no name`), { code: 'ENOTFOUND' })
}

const told = (what: string) => ({ 'Authentication-Results': `mx.desk.test; ${what}` })

/** The headers of a mail that the domain desk.test vouches for, and of one that it denies. */
export const proof = told('dmarc=pass header.from=desk.test')
export const forgery = told('spf=fail smtp.mailfrom=evil.test; dmarc=fail header.from=desk.test')
