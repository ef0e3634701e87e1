import type { Command } from 'commander'
import { perform, read } from '#core/app.ts'
import { addSkill, allSkills, removeSkill } from '#core/routing/skills.ts'
import { type Options, onDesk } from './answer.ts'
import { name } from './given.ts'

export function defineSkill(skill: Command): void {
  skill
    .command('list')
    .description('what tickets can need and agents can know')
    .action((options: Options) =>
      onDesk(options, async ({ app }) => {
        const items = await read(app, null, (db) => allSkills(db))
        const lines = items.map(({ name, agents }) => `${name}  known by ${agents}`)
        return { words: lines.join('\n') || 'There is no skill yet.', json: { items } }
      }),
    )
  skill
    .command('add')
    .description('add a skill to the catalogue')
    .argument('<name>', 'what it is called', name)
    .action((given: string, options: Options) =>
      onDesk(options, async ({ app }) => {
        const name = await perform(app, null, (work) => addSkill(work, given))
        return { words: `Agents can know ${name} now.`, json: { name } }
      }),
    )
  skill
    .command('remove')
    .description('remove a skill, from its agents too')
    .argument('<name>', 'which')
    .action((name: string, options: Options) =>
      onDesk(options, async ({ app }) => {
        await perform(app, null, (work) => removeSkill(work, name))
        return { words: `The skill ${name} is gone.`, json: { name } }
      }),
    )
}
