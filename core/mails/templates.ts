import { and, eq, inArray, isNull, or, type SQL } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { languageFrom } from '#core/people/language.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import type { TeamId } from '#db/schema/columns.ts'
import type { TemplateKind } from '#db/schema/enums.ts'
import { templates } from '#db/schema/sending.ts'
import { teams } from '#db/schema/teams.ts'
import { bodyOf } from './body.ts'
import { type Language, languages, ownWords, type Template } from './default-templates.ts'
import { fill, oneLine, templateProblem, type Variables } from './fill.ts'

/** Where a template stands. */
interface Place {
  teamId: TeamId | null // Null: of every team without its own.
  language: string // BCP 47.
  kind: TemplateKind
}

/** The words of a mail: those of the team, else of every team, else the built-in ones. */
export type Words = Language

/**
 * The words of a team in somebody's language; where nobody has written them, in the team's own, else in English.
 * @param language null: not known
 */
export async function wordsFor(
  db: Reader,
  teamId: TeamId,
  language: string | null,
): Promise<Words> {
  const [team] = await db
    .select({ language: teams.language })
    .from(teams)
    .where(eq(teams.id, teamId))
  const english = languages.en
  const spoken = [language, team?.language, 'en'].flatMap((tag) =>
    tag ? [...new Set([tag, tag.split('-', 1)[0] ?? ''])] : [],
  )
  const rows = await db
    .select()
    .from(templates)
    .where(
      and(
        or(eq(templates.teamId, teamId), isNull(templates.teamId)),
        inArray(templates.language, spoken),
      ),
    )
  const wordsOf = (kind: TemplateKind): Template => {
    for (const tag of spoken) {
      const chosen = rows.filter((row) => row.kind === kind && row.language === tag)
      const words = chosen.find((row) => row.teamId) ?? chosen[0] ?? ownWords(tag)?.templates[kind]
      if (words) return words
    }
    return english.templates[kind]
  }
  return {
    ...english,
    ...spoken.map(ownWords).find(Boolean),
    templates: {
      reply_frame: wordsOf('reply_frame'),
      signature: wordsOf('signature'),
      acknowledgement: wordsOf('acknowledgement'),
      reminder: wordsOf('reminder'),
      survey: wordsOf('survey'),
    },
  }
}

/**
 * Gives a team, or with null every team, words of its own. Refuses variables that do not belong there.
 * @returns where they stand, the language as it is kept
 */
export async function saveTemplate(work: Work, given: Place, words: Template): Promise<Place> {
  requireManager(work, given.teamId)
  const place = standing(given)
  const template = checked(place.kind, words)
  const row = { ...template, changedAt: work.now, changedById: work.actor?.personId ?? null }
  const [before] = await work.tx.select().from(templates).where(at(place)).for('update')
  if (before) await work.tx.update(templates).set(row).where(at(place))
  else await work.tx.insert(templates).values({ ...place, ...row })
  const old = before && { subject: before.subject, text: before.text }
  await recordDesk(work, 'template', nameOf(place), 'template_saved', {
    changes: { words: [old ?? null, template] },
  })
  return place
}

/** Goes back to the words of the desk. */
export async function removeTemplate(work: Work, given: Place): Promise<void> {
  requireManager(work, given.teamId)
  const place = standing(given)
  const gone = await work.tx.delete(templates).where(at(place)).returning({ text: templates.text })
  if (gone.length === 0) refuse('not-found', { what: 'template' })
  await recordDesk(work, 'template', nameOf(place), 'template_removed')
}

export function findTemplates(db: Reader) {
  return db.select().from(templates).orderBy(templates.teamId, templates.language, templates.kind)
}

const sample: Variables = {
  'agent.name': 'Ana Agent',
  'team.name': 'Support',
  'mailbox.address': 'help@example.com',
  'ticket.number': '1042',
  'requester.name': 'Ada Customer',
}

/**
 * What a mail with these words would look like, before they are saved: the very body that is sent, filled with a
 * sample.
 * @returns the HTML is a whole page, as mail programs get it: show it in a sandbox
 */
export async function previewTemplate(
  db: Reader,
  given: Place & { teamId: TeamId },
  words: Template,
): Promise<{ subject: string; text: string; html: string }> {
  const place = standing(given)
  const template = checked(place.kind, words)
  const others = await wordsFor(db, given.teamId, place.language)
  const subject =
    template.subject === null ? 'Re: Printer on fire' : oneLine(fill(template.subject, sample))
  const isReply = !beginsMail(place.kind)
  const body = bodyOf({
    kind: isReply ? 'reply' : 'acknowledgement',
    text: isReply ? '…' : fill(template.text, sample),
    html: null,
    quoted: null,
    variables: sample,
    words: { ...others, templates: { ...others.templates, [place.kind]: template } },
  })
  return { subject, ...body }
}

/** Others are parts of a mail, which takes its subject from what it answers. */
function beginsMail(kind: TemplateKind): boolean {
  return kind !== 'reply_frame' && kind !== 'signature'
}

function standing(given: Place): Place {
  return { ...given, language: languageFrom(given.language) }
}

function checked(kind: TemplateKind, { subject, text }: Template): Template {
  const isNew = beginsMail(kind)
  if (isNew && (!subject?.trim() || !text.trim()))
    refuse('wrong-input', { why: 'This mail needs a subject and a text.' })
  if (text.length > 20_000 || (subject?.length ?? 0) > 250)
    refuse('wrong-input', { why: 'That is too long: 250 characters of subject, 20,000 of text.' })
  const why = templateProblem(kind, `${isNew ? subject : ''}\n${text}`)
  if (why) refuse('wrong-input', { why })
  return { subject: isNew ? subject : null, text }
}

function at({ teamId, language, kind }: Place): SQL | undefined {
  return and(
    teamId === null ? isNull(templates.teamId) : eq(templates.teamId, teamId),
    eq(templates.language, language),
    eq(templates.kind, kind),
  )
}

function nameOf({ teamId, language, kind }: Place): string {
  return `${teamId ?? 'all'}-${language}-${kind}`
}
