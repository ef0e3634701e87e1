import { demoMails } from '#bench/demo/mails.ts'
import type { Sandbox } from './open.ts'

/** Few: a channel takes a post a second. */
const morning = ['export-1', 'screen-1', 'login-1']

/** What customers have written before anybody comes in. */
export async function writeMorning({ write }: Sandbox): Promise<void> {
  for (const { id, after: _, from, ...mail } of demoMails)
    if (morning.includes(id)) await write({ ...mail, name: from.name, from: from.address })
}
