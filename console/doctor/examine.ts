import { type App, read } from '#core/app.ts'
import { readEnv } from '#core/env.ts'
import { operatorProblem } from '#core/problem.ts'
import { type Desk, openDesk } from '#core/start.ts'
import { allMailboxes } from '#core/teams/teams.ts'
import { examinePeople, examineWork } from './desk.ts'
import { examineDomain } from './domains.ts'
import { bad, type Finding, good } from './finding.ts'
import { examineRelay } from './relay.ts'
import { examineAddress, examineCertificate, examineSecret } from './settings.ts'
import { type AskSlack, examineSlack } from './slack.ts'
import { examineDoor } from './smtp-door.ts'
import { examineDatabase, examineFolder } from './storage.ts'

/** Each check needs the ones before it: without settings there is no database, and without that nothing more. */
export async function examine(askSlack: AskSlack): Promise<Finding[]> {
  const findings: Finding[] = []
  try {
    const env = readEnv()
    findings.push(good('settings', 'can be used'))
    const desk = await openDesk({ ...env, LOG_LEVEL: 'silent' })
    try {
      findings.push(...(await examineDesk(desk)), ...(await examineSlack(desk.app, askSlack)))
    } finally {
      await desk.close()
    }
  } catch (error) {
    const problem = operatorProblem(error)
    if (!problem) throw error
    const check = findings.length === 0 ? 'settings' : 'database'
    findings.push(bad(check, problem, 'Mend it, and ask again: the other checks need it.'))
  }
  return findings
}

/** Nothing is sent and nothing changed. The DNS, the relay and Slack are all of the world that is asked. */
export async function examineDesk({
  app,
  dataDir,
}: Pick<Desk, 'app' | 'dataDir'>): Promise<Finding[]> {
  const { env } = app
  const boxes = (await read(app, null, allMailboxes)).map(({ address }) => address)
  return [
    examineAddress(env),
    await examineSecret(env, dataDir),
    await examineFolder(dataDir),
    ...(await examineDatabase(app)),
    await examineDoor(env, boxes[0]),
    await examineCertificate(env, app.clock()),
    await examineRelay(env.SMTP_URL),
    ...(await examineDomains(app, boxes)),
    ...(await read(app, null, (db) => examinePeople(app, db))),
    ...(await read(app, null, (db) => examineWork(app, db))),
  ]
}

async function examineDomains(app: App, boxes: readonly string[]): Promise<Finding[]> {
  const domains = new Set(boxes.map((address) => address.slice(address.lastIndexOf('@') + 1)))
  const findings: Finding[] = []
  for (const domain of domains) findings.push(...(await examineDomain(app, domain)))
  return findings
}
