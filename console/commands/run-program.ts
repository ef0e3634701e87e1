import { type Command, CommanderError } from 'commander'

const wrongUsage = 2

/** Runs the command that was asked for. Exit 0 done, 1 refused, 2 wrong usage; every command takes `--json`. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  const json = argv.includes('--json')
  for (const command of withChildren(program)) {
    command.exitOverride()
    command.configureOutput({ outputError: (words, write) => json || write(words) })
    if (command.commands.length === 0) command.option('--json', 'answer with one JSON object')
  }
  try {
    await program.parseAsync(argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return
    const message = error.message.replace(/^error: /, '')
    if (json)
      process.stdout.write(`${JSON.stringify({ error: { code: 'wrong-usage', message } })}\n`)
    process.exitCode = wrongUsage
  }
}

function withChildren(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withChildren)]
}
