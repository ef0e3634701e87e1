/** Why nothing can be told in a channel, whatever is tried there, and what to do. */
export const closings = {
  left: (name: string) =>
    `The bot is not in ${name} any more. Type /invite @Deskwire there; what waits is then posted.`,
  archived: (name: string) =>
    `${name} is archived. Bring it back, or give the team another channel.`,
  deleted: (name: string) => `${name} was deleted in Slack. Give the team another channel.`,
}

export type Closing = keyof typeof closings
