import type { Command } from 'commander'
import { perform } from '#core/app.ts'
import { verifyAudit } from '#core/audit/verify.ts'
import { type Options, onDesk } from './answer.ts'

export function defineAudit(audit: Command): void {
  audit
    .command('verify')
    .description('prove that no event was edited, removed or reordered')
    .action((given: Options) =>
      onDesk(given, async ({ app }) => {
        const proof = await perform(app, null, verifyAudit)
        const places = proof.broken.map(
          ({ chain, place, fault }) => `${chain}, event ${place}: ${fault}`,
        )
        const words = proof.ok
          ? `All ${proof.checked} events are as they were written.`
          : ['The audit trail is broken:', ...places].join('\n')
        return { words, json: proof, failed: !proof.ok }
      }),
    )
}
