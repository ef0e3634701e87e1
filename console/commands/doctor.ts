import type { Command } from 'commander'
import { examine } from '#console/doctor/examine.ts'
import type { Finding } from '#console/doctor/finding.ts'
import type { AskSlack } from '#console/doctor/slack.ts'
import { answer, type Options } from './answer.ts'

/** @param askSlack what knows Slack is another edge: see cli.ts */
export function defineDoctor(askSlack: AskSlack) {
  return (doctor: Command): void => {
    doctor.action((given: Options) =>
      answer(given, async () => {
        const checks = await examine(askSlack)
        const ok = checks.every((finding) => finding.ok !== false)
        return { words: tableOf(checks), json: { ok, checks }, failed: !ok }
      }),
    )
  }
}

function tableOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length))
  return findings
    .flatMap(({ check, ok, words, mend }) => [
      `${ok === null ? '–' : ok ? '✓' : '✗'} ${check.padEnd(width)}  ${words}`,
      ...(mend ? [`  ${' '.repeat(width)}  → ${mend}`] : []),
    ])
    .join('\n')
}
