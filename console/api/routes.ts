import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { App } from '#core/app.ts'
import { authenticate, type Caller } from './access.ts'
import { agentRoutes } from './agents.ts'
import { attachmentRoutes } from './attachments.ts'
import { auditRoutes } from './audit.ts'
import { backTestRoutes } from './back-test.ts'
import { blockedSenderRoutes } from './blocked-senders.ts'
import { calendarRoutes } from './calendars.ts'
import { changeTicketRoutes } from './change-ticket.ts'
import { decisionRoutes } from './decisions.ts'
import { deskRoutes } from './desk.ts'
import { documentOf } from './document.ts'
import { escalationRoutes } from './escalations.ts'
import { fieldRoutes } from './fields.ts'
import { holidayRoutes } from './holidays.ts'
import { imapAccountRoutes } from './imap-accounts.ts'
import { jobRoutes } from './jobs.ts'
import { ladderRoutes } from './ladders.ts'
import { macroRoutes } from './macros.ts'
import { mailPolicyRoutes } from './mail-policy.ts'
import { mailboxRoutes } from './mailboxes.ts'
import { mailRoutes } from './mails.ts'
import { mergeRoutes } from './merge.ts'
import { messageRoutes } from './messages.ts'
import { notificationRoutes } from './notifications.ts'
import { oneAgentRoutes } from './one-agent.ts'
import { oneRuleRoutes } from './one-rule.ts'
import { outboundRoutes } from './outbound.ts'
import { participantRoutes } from './participants.ts'
import { explain, explainShape, problem } from './problem.ts'
import { retentionRoutes } from './retention.ts'
import { ruleVersionRoutes } from './rule-versions.ts'
import { ruleRoutes } from './rules.ts'
import { sendingRoutes } from './sending.ts'
import { skillRoutes } from './skills.ts'
import { slaRoutes } from './sla.ts'
import { slackRoutes } from './slack.ts'
import { slackSetupRoutes } from './slack-setup.ts'
import { slackStatusRoutes } from './slack-status.ts'
import { surveyRoutes } from './surveys.ts'
import { teamRoutes } from './teams.ts'
import { templateRoutes } from './templates.ts'
import { ticketActionRoutes } from './ticket-actions.ts'
import { ticketRoutes } from './tickets.ts'
import { macroUseRoutes } from './use-macro.ts'
import { watcherRoutes } from './watchers.ts'
import { whyRoutes } from './why.ts'

const mebibyte = 1024 * 1024

/**
 * The REST API, to be mounted at `/api/v1` behind `receive`. Everything is done as the agent of the token, under
 * the same row level security as the console.
 */
export function apiRoutes(app: App): OpenAPIHono<Caller> {
  const api = new OpenAPIHono<Caller>({ defaultHook: explainShape })
  api.onError(explain(app))
  api.get('/openapi.json', (c) => c.json(documentOf(api)))
  api.use(authenticate(app), limitBody())
  ticketRoutes(api, app)
  changeTicketRoutes(api, app)
  ticketActionRoutes(api, app)
  participantRoutes(api, app)
  watcherRoutes(api, app)
  mergeRoutes(api, app)
  macroUseRoutes(api, app)
  whyRoutes(api, app)
  escalationRoutes(api, app)
  messageRoutes(api, app)
  attachmentRoutes(api, app)
  auditRoutes(api, app)
  mailRoutes(api, app)
  decisionRoutes(api, app)
  blockedSenderRoutes(api, app)
  outboundRoutes(api, app)
  sendingRoutes(api, app)
  jobRoutes(api, app)
  agentRoutes(api, app)
  oneAgentRoutes(api, app)
  notificationRoutes(api, app)
  skillRoutes(api, app)
  teamRoutes(api, app)
  mailboxRoutes(api, app)
  deskRoutes(api, app)
  retentionRoutes(api, app)
  surveyRoutes(api, app)
  mailPolicyRoutes(api, app)
  calendarRoutes(api, app)
  holidayRoutes(api, app)
  templateRoutes(api, app)
  macroRoutes(api, app)
  fieldRoutes(api, app)
  backTestRoutes(api, app)
  ruleRoutes(api, app)
  oneRuleRoutes(api, app)
  ruleVersionRoutes(api, app)
  imapAccountRoutes(api, app)
  slaRoutes(api, app)
  ladderRoutes(api, app)
  slackStatusRoutes(api, app)
  slackSetupRoutes(api, app)
  slackRoutes(api, app)
  api.all('*', (c) => problem(c, 404, 'not-found', 'There is nothing here. See /api/docs.'))
  return api
}

/** Files come as base64 inside JSON, a third larger than they are. */
function limitBody() {
  const small = atMost(mebibyte)
  const large = atMost(35 * mebibyte)
  return createMiddleware<Caller>((c, next) =>
    /\/(tickets|messages)$/.test(c.req.path) ? large(c, next) : small(c, next),
  )
}

function atMost(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (c) => {
      c.header('Connection', 'close')
      const limit = `${maxSize / mebibyte} MiB`
      return problem(
        c,
        413,
        'too-large',
        `The body is larger than the ${limit} that are taken here.`,
      )
    },
  })
}
