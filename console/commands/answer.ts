import { readEnv } from '#core/env.ts'
import { operatorProblem } from '#core/problem.ts'
import { Refusal } from '#core/refusal.ts'
import { type Desk, openDesk } from '#core/start.ts'

/** What a command has to tell: words for people, and the same for programs. */
export interface Outcome {
  words: string
  json: object
  failed?: boolean // Told, but not as it should be: exit 1.
}

export interface Options {
  json?: boolean
}

/** Opens the desk, does one thing, says how it went, and leaves. */
export async function onDesk(
  options: Options,
  todo: (desk: Desk) => Promise<Outcome | undefined>,
): Promise<void> {
  await answer(options, async () => {
    const env = readEnv()
    // What a server logs as it works would drown the answer of a command; what goes wrong is still told.
    const desk = await openDesk({
      ...env,
      LOG_LEVEL: env.LOG_LEVEL === 'info' ? 'warn' : env.LOG_LEVEL,
    })
    try {
      return await todo(desk)
    } finally {
      await desk.close()
    }
  })
}

/** Says how something went: on standard output what was asked for, on standard error why it could not be done. */
export async function answer(
  { json }: Options,
  todo: () => Promise<Outcome | undefined>,
): Promise<void> {
  try {
    const outcome = await todo()
    if (!outcome) return // It has told already, line by line.
    if (outcome.failed) process.exitCode = 1
    process.stdout.write(`${json ? JSON.stringify(outcome.json) : outcome.words}\n`)
  } catch (error) {
    process.exitCode = 1
    const { code, message } = told(error)
    if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`)
    else process.stderr.write(`${message}\n`)
  }
}

function told(error: unknown): { code: string; message: string } {
  if (error instanceof Refusal) return { code: error.code, message: error.message }
  const problem = operatorProblem(error)
  if (problem) return { code: 'not-possible', message: problem }
  return { code: 'internal', message: String(error instanceof Error ? error.stack : error) }
}
