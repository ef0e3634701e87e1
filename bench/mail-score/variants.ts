import { parseMail } from '#ingest/mail/parse.ts'
import type { ParsedMail } from '#ingest/mail/parsed.ts'
import { visibleText } from '#ingest/mail/reply-text.ts'
import { compare, type Verdict } from './compare.ts'
import type { Case } from './corpora.ts'
import { percent, table } from './table.ts'
import { compose } from './variants/compose.ts'
import { resent } from './variants/resend.ts'

const fewest = 20
const mostRows = 30
const header = ['', 'right', 'kept', 'no history']

interface Judged {
  classes: string[]
  verdict: Verdict
}

/** Prints how well composed mails are trimmed, and the classes of them where it is done worst. */
export async function scoreComposed(count: number, seed: number): Promise<void> {
  const judged: Judged[] = []
  for (const { raw, expected, classes } of compose(count, seed))
    judged.push({ classes, verdict: compare(expected, visibleText(await parseMail(raw))) })
  const worst = sharesByClass(judged)
    .filter(([, verdicts]) => verdicts.length >= fewest)
    .sort(([, one], [, other]) => rightOf(one) - rightOf(other))
    .slice(0, mostRows)
  print(`Composed mails, and the ${mostRows} worst classes, %`, [
    ['ALL', judged.map(({ verdict }) => verdict)],
    ...worst,
  ])
}

/** The same for the mails of the corpora, sent again in other forms. */
export async function scoreResent(cases: readonly Case[], mails: readonly (ParsedMail | null)[]) {
  const judged: Judged[] = []
  for (const [n, { expect }] of cases.entries()) {
    const mail = mails[n]
    if (!expect.visibleText || !mail) continue
    for (const [how, raw] of Object.entries(resent(mail, n))) {
      const verdict = compare(expect.visibleText, visibleText(await parseMail(raw)))
      judged.push({ classes: [how], verdict })
    }
  }
  print('Mails of the corpora in other forms, %', sharesByClass(judged))
}

function sharesByClass(judged: readonly Judged[]): [name: string, verdicts: Verdict[]][] {
  const byClass = new Map<string, Verdict[]>()
  for (const { classes, verdict } of judged)
    for (const name of classes) byClass.set(name, [...(byClass.get(name) ?? []), verdict])
  return [...byClass]
}

function rightOf(verdicts: readonly Verdict[]): number {
  return verdicts.filter(({ right }) => right).length / verdicts.length
}

function print(title: string, rows: readonly (readonly [name: string, verdicts: Verdict[]])[]) {
  const cells = rows.map(([name, verdicts]) => [
    `${name.replaceAll('\n', ' ')} (${verdicts.length})`,
    ...(['right', 'kept', 'clean'] as const).map((facet) =>
      percent(verdicts.map((verdict) => verdict[facet]).filter((value) => value !== null)),
    ),
  ])
  process.stdout.write(`\n${title}\n${table([header, ...cells])}\n`)
}
