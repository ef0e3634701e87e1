import { type Command, InvalidArgumentError } from 'commander'
import { perform } from '#core/app.ts'
import { addToken, type Scope, scopes } from '#core/people/tokens.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import { type Options, onDesk } from './answer.ts'
import { email, name } from './given.ts'

interface Given extends Options {
  email: string
  scopes: Scope[]
  name: string
}

export function defineToken(token: Command): void {
  token
    .command('create')
    .description('make a token for a program; it is shown once, as JSON')
    .requiredOption('--email <email>', 'the agent it acts as', email)
    .option('--scopes <scopes>', `what it may do, of ${scopes.join(', ')}`, scopeList, ['*'])
    .option('--name <name>', 'what it is for', name, 'Command line')
    .action((given: Given) =>
      onDesk(given, async ({ app }) => {
        const token = await perform(app, null, async (work) =>
          addToken(work, await whichAgent(work.tx, given.email), given),
        )
        // Scripts take it from here with and without --json.
        return { words: JSON.stringify({ token }), json: { token } }
      }),
    )
}

function scopeList(given: string): Scope[] {
  return given.split(/[\s,]+/).map((asked) => {
    const scope = scopes.find((each) => each === asked)
    if (scope) return scope
    throw new InvalidArgumentError(`Scopes are ${scopes.join(', ')}.`)
  })
}
