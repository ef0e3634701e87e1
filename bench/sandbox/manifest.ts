import { manifest } from '#core/slack/setup-manifest.ts'
import type { AppSettings } from '#tests/support/slack/new-world.ts'

export type Shortcut = (typeof manifest.shortcuts)[number]

/** The app as operators make it: what its manifest does not allow does not work here either. */
export const app: AppSettings = {
  scopes: manifest.scopes,
  events: manifest.events,
  commands: manifest.commands,
  shortcuts: manifest.shortcuts.map(({ id }) => id),
  unfurlDomains: ['localhost'], // Where the console of the sandbox is.
}

/** What the menus of messages and of the composer offer. */
export const { shortcuts } = manifest
