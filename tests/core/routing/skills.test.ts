import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { addRule, deleteRule } from '#core/routing/rule-keep.ts'
import { addSkill, allSkills, removeSkill } from '#core/routing/skills.ts'
import { setSkills, skillsOf } from '#core/routing/skills-of-agent.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { test } from '#tests/support/test.ts'

test('skills are kept by managers: added once, in lower case', async ({ app, a }) => {
  const manager = await a.agent({ role: 'manager' })
  const add = (name: string, by = manager) => perform(app, by, (work) => addSkill(work, name))
  expect(await add(' Billing ')).toBe('billing')
  await expect(add('BILLING')).rejects.toMatchObject({ code: 'already-exists' })
  await expect(add('-')).rejects.toThrow('up to 64 letters')
  await expect(add('french', await a.agent())).rejects.toMatchObject({ code: 'not-allowed' })
})

test('what an agent knows is said whole, by those who manage them', async ({ app, a }) => {
  const { personId } = await a.agent()
  const manager = await a.agent({ role: 'manager' })
  await perform(app, null, async (work) => {
    for (const name of ['french', 'billing']) await addSkill(work, name)
  })
  const set = (levels: Record<string, number>, by = manager) =>
    perform(app, by, (work) => setSkills(work, personId, levels))
  await set({ french: 5, billing: 2 })
  await set({ billing: 3 })
  expect(await read(app, null, (db) => skillsOf(db, personId))).toEqual({ billing: 3 })
  await expect(set({ juggling: 1 })).rejects.toThrow('There are: billing, french.')
  await expect(set({ billing: 0 })).rejects.toThrow('from 1 to 5')
  const far = await a.agent({ role: 'manager', teams: [await a.team('Far')] })
  await expect(set({}, far)).rejects.toMatchObject({ code: 'not-allowed' })
})

test('a skill goes with its levels, unless tickets need it', async ({ app, a }) => {
  const { personId } = await a.agent()
  const team = await a.homeTeam()
  await perform(app, null, async (work) => {
    await addSkill(work, 'billing')
    await setSkills(work, personId, { billing: 3 })
    await changeTeam(work, team, { skills: { billing: 2 } })
  })
  const manager = await a.agent({ role: 'manager' })
  const remove = () => perform(app, manager, (work) => removeSkill(work, 'billing'))
  await expect(remove()).rejects.toThrow('Tickets of Home need billing')
  await perform(app, null, (work) => changeTeam(work, team, { skills: {} }))
  expect(await read(app, null, allSkills)).toEqual([{ name: 'billing', agents: 1 }])
  await remove()
  expect(await read(app, null, allSkills)).toEqual([])
  expect(await read(app, null, (db) => skillsOf(db, personId))).toEqual({})
  await expect(remove()).rejects.toMatchObject({ code: 'not-found' })
})

test('a skill that a rule asks for stays, or its tickets would wait for nobody', async ({
  app,
}) => {
  const definition = { scope: 'create', actions: [{ do: 'skill', skill: 'billing', level: 2 }] }
  const rule = await perform(app, null, async (work) => {
    await addSkill(work, 'billing')
    return addRule(work, { name: 'Bills', teamId: null, enabled: true, definition })
  })
  const remove = () => perform(app, null, (work) => removeSkill(work, 'billing'))

  await expect(remove()).rejects.toThrow('still used by the rule Bills. Change that rule first.')
  await perform(app, null, (work) => deleteRule(work, rule))
  await remove()
})
