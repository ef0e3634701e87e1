import type { Agent } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import { backTestTable } from '#core/routing/back-test-table.ts'
import { tryRule } from '#core/routing/rule-explain.ts'
import { addRule, changeRule, restoreRule } from '#core/routing/rule-keep.ts'
import { rulesWithDraft } from '#core/routing/rules-with-draft.ts'
import type { RuleId } from '#db/schema/columns.ts'
import type { RuleAnswer, RuleForm } from './rule-form.ts'

const lastTickets = 1000

type Done = RuleAnswer & { made?: RuleId }

/** Does what the page of a rule asks for. @param id null: it is not kept yet */
export async function actOnRule(
  app: App,
  agent: Agent,
  id: RuleId | null,
  form: RuleForm,
): Promise<Done> {
  if (form.intent === 'restore') {
    if (id) await perform(app, agent, (work) => restoreRule(work, id, form.version))
    return { ok: true, said: `It reads as it did at version ${form.version}.` }
  }
  const { name, teamId, enabled, definition } = form
  const rule = { name, teamId, enabled, definition }
  if (form.intent === 'try') {
    const { words } = await read(app, agent, (db) => tryRule(db, app.clock(), form.ticket, rule))
    return { ok: true, said: words }
  }
  if (form.intent === 'test') {
    const table = await read(app, agent, async (db) => {
      const rules = await rulesWithDraft(db, id, rule)
      return backTestTable(db, app.clock(), { rules, last: lastTickets })
    })
    return { ok: true, said: `Tested on ${table.tickets} tickets.`, table }
  }
  if (id) await perform(app, agent, (work) => changeRule(work, id, rule))
  else
    return {
      ok: true,
      said: 'Saved.',
      made: await perform(app, agent, (work) => addRule(work, rule)),
    }
  return { ok: true, said: 'Saved.' }
}
