import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import {
  bytes,
  id,
  instant,
  type MessageId,
  type PersonId,
  type SlackEventId,
  type SlackPostId,
  type SlackThreadId,
  type TeamId,
  type TicketId,
} from './columns.ts'
import {
  slackEventState,
  slackPostKind,
  slackPostState,
  slackThreadKind,
  ticketPriority,
} from './enums.ts'
import { messages } from './messages.ts'
import { people } from './people.ts'
import { guard, isAdmin, isStaff, nobody, seesEverything, withTicket } from './policies.ts'
import { teams } from './teams.ts'
import { tickets } from './tickets.ts'

const ofTicket = sql`${isStaff} and ${withTicket(sql`ticket_id`)}`

/** A Slack workspace that the desk's app is installed in. */
export const slackWorkspaces = pgTable(
  'slack_workspaces',
  {
    id: text().primaryKey(), // `T0123ABCD`.
    name: text().notNull(),
    url: text().notNull(), // `https://acme.slack.com/`.
    appId: text(), // Null: not told yet.
    botUserId: text().notNull(),
    token: bytes(), // Sealed with the key ring; null: SLACK_BOT_TOKEN.
    scopes: text().array().notNull(),
    connectedAt: instant().notNull(),
    disconnectedAt: instant(), // Null: connected.
    problem: text(), // Why it does not work, in words; null: it does.
  },
  () => guard('slack_workspaces', seesEverything, isAdmin),
)

/**
 * What Slack told us: committed before Slack hears 200, and worked from here, so that nothing is lost by a crash.
 * Slack repeats itself, so the key is its own name for it.
 */
export const slackInbox = pgTable(
  'slack_inbox',
  {
    id: id<SlackEventId>(),
    key: text().notNull().unique('slack_inbox_key'), // The event_id, or the SHA-256 of a body that has none.
    kind: text().notNull(), // `message`, `block_actions`, `/ticket` …
    payload: jsonb().notNull().$type<Record<string, unknown>>(),
    receivedAt: instant().notNull(),
    state: slackEventState().notNull().default('received'),
    attempts: integer().notNull().default(0), // Begun.
    reason: text(), // Why it ended so, in words.
    endedAt: instant(),
    heldFor: text(), // The message that it answers, while that is of no ticket; null: it waits for none.
  },
  (t) => [
    index('slack_inbox_held_for').on(t.heldFor).where(sql`held_for is not null`),
    index('slack_inbox_waiting').on(t.receivedAt).where(sql`state = 'received'`),
    index('slack_inbox_state').on(t.state, t.id),
    check('ended_events_have_an_end', sql`(${t.state} = 'received') = (${t.endedAt} is null)`),
    ...guard('slack_inbox', seesEverything, isAdmin),
  ],
)

/** Who somebody in Slack is. Told apart by Slack's id alone; a name proves nothing. */
export const slackPeople = pgTable(
  'slack_people',
  {
    workspaceId: text()
      .notNull()
      .references(() => slackWorkspaces.id),
    userId: text().notNull(), // `U0123ABCD`.
    personId: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null: nobody we know.
    name: text().notNull(),
    picture: text(), // An https address; null: none.
    isBot: boolean().notNull(),
    isRestricted: boolean().notNull(), // A guest.
    isStranger: boolean().notNull(), // Of another organisation, by Slack Connect.
    isDeleted: boolean().notNull(),
    heldApart: boolean().notNull().default(false), // An admin has disconnected them: their address alone makes them no agent again.
    checkedAt: instant().notNull(), // When Slack was last asked or told us.
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.userId] }),
    unique('slack_people_person').on(t.workspaceId, t.personId),
    index('slack_people_person_id').on(t.personId),
    ...guard('slack_people', isStaff, isAdmin),
  ],
)

/** Channels that the desk writes to, one post after the other. */
export const slackChannels = pgTable(
  'slack_channels',
  {
    workspaceId: text()
      .notNull()
      .references(() => slackWorkspaces.id),
    id: text().notNull(), // `C0123ABCD`.
    name: text().notNull(), // Without the #.
    isPrivate: boolean().notNull(),
    isArchived: boolean().notNull(),
    isMember: boolean().notNull(), // The desk's bot is in it.
    watchTeamId: integer()
      .$type<TeamId>()
      .references(() => teams.id), // What is written here asks this team; null: only what somebody points at.
    problem: text(), // Why nothing can be posted there, in words; null: it can.
    closedAt: instant(), // Since then what is told there waits until the bot is let in again; null: it is told.
    deletedAt: instant(), // Slack has it no more, and nothing waits for it; null: it has.
    lockedUntil: instant(), // One writer at a time; a dead one's claim ends then.
    nextAt: instant(), // Nothing is sent before; null: no need to wait.
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('slack_channels_name').on(t.name),
    index('slack_channels_watch_team_id').on(t.watchTeamId),
    ...guard('slack_channels', isStaff, isAdmin),
  ],
)

/** Where a ticket is talked about in Slack. */
export const slackThreads = pgTable(
  'slack_threads',
  {
    id: id<SlackThreadId>(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    kind: slackThreadKind().notNull(),
    workspaceId: text().notNull(),
    channelId: text().notNull(),
    ts: text(), // Of the message it hangs on; null: not posted yet.
    told: integer().notNull(), // Events of the ticket up to this place of its chain are told here.
    repliesByDefault: boolean().notNull().default(false), // What agents write here goes to the requester; its card says so.
    startedAt: instant().notNull(),
    endedAt: instant(), // It goes on elsewhere; null: here.
  },
  (t) => [
    foreignKey({
      columns: [t.workspaceId, t.channelId],
      foreignColumns: [slackChannels.workspaceId, slackChannels.id],
    }),
    unique('slack_threads_place').on(t.workspaceId, t.channelId, t.ts),
    uniqueIndex('slack_threads_current').on(t.ticketId, t.kind).where(sql`ended_at is null`),
    index('slack_threads_ticket_id').on(t.ticketId),
    ...guard('slack_threads', ofTicket),
  ],
)

/** A message of a ticket that was written in Slack. */
export const slackLinks = pgTable(
  'slack_links',
  {
    workspaceId: text().notNull(),
    channelId: text().notNull(),
    ts: text().notNull(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    messageId: integer()
      .notNull()
      .$type<MessageId>()
      .references(() => messages.id)
      .unique('slack_links_message_id'),
    receipt: text(), // The emoji that we put on it; null: none.
    editedTs: text(), // Slack's name for the last edit of it that we have heard of; null: none.
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.channelId, t.ts] }),
    index('slack_links_ticket_id').on(t.ticketId),
    ...guard('slack_links', ofTicket),
  ],
)

/**
 * What Slack is to be shown, one row a thing. What it says is made when it is sent, from what is true then; so what
 * changes twice before it is sent is sent once.
 */
export const slackPosts = pgTable(
  'slack_posts',
  {
    id: id<SlackPostId>(),
    key: text().notNull().unique('slack_posts_key'), // `card:7`, `event:7:3`, `receipt:77`; Slack keeps it as metadata.
    kind: slackPostKind().notNull(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    threadId: integer()
      .notNull()
      .$type<SlackThreadId>()
      .references(() => slackThreads.id),
    place: integer(), // Of an event, in its ticket's chain.
    messageId: integer()
      .$type<MessageId>()
      .references(() => messages.id), // What the event or the receipt is about; null: no message.
    state: slackPostState().notNull(),
    wanted: integer().notNull().default(1), // How often it has changed.
    shown: integer().notNull().default(0), // The change that Slack shows.
    wantedAt: instant().notNull(), // Since when it waits; the oldest is sent first.
    ts: text(), // Null: not posted yet.
    attempts: integer().notNull().default(0), // In a row that failed.
    uncertainSince: instant(), // A post was begun then and nobody knows how it ended.
    reason: text(), // Why it failed, in words.
  },
  (t) => [
    index('slack_posts_waiting').on(t.threadId, t.wantedAt).where(sql`state = 'waiting'`),
    index('slack_posts_message_id').on(t.messageId),
    index('slack_posts_failed').on(t.id).where(sql`state = 'failed'`),
    index('slack_posts_thread_id').on(t.threadId),
    index('slack_posts_ticket_id').on(t.ticketId),
    index('slack_posts_ts').on(t.ts),
    check(
      'posts_are_of_something',
      sql`(${t.kind} = 'event') = (${t.place} is not null) and (${t.kind} <> 'receipt' or ${t.messageId} is not null)`,
    ),
    ...guard('slack_posts', ofTicket),
  ],
)

/** What somebody's App Home shows, as they left it. */
export const slackHomes = pgTable(
  'slack_homes',
  {
    workspaceId: text()
      .notNull()
      .references(() => slackWorkspaces.id),
    userId: text().notNull(),
    tab: text().$type<SlackHomeTab>().notNull().default('mine'),
    teamId: integer()
      .$type<TeamId>()
      .references(() => teams.id), // Null: every team.
    priority: ticketPriority(), // Null: every one.
    cursor: text(), // Where the page before ended; null: the first page.
    shows: integer().array().$type<TicketId[]>().notNull(), // The tickets that stand there.
    hash: text(), // Slack's name for what it shows; null: nothing yet.
    openedAt: instant().notNull(), // When its owner last looked.
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.userId] }),
    index('slack_homes_opened_at').on(t.openedAt),
    check('home_tabs', sql`${t.tab} in ('mine', 'queues', 'unassigned', 'due')`),
    ...guard('slack_homes', nobody),
  ],
)

export type SlackHomeTab = 'mine' | 'queues' | 'unassigned' | 'due'
