/** Standard emoji by the name Slack reports, with what it shows; a workspace knows these from the start. */
const standard = `
+1 👍|-1 👎|100 💯|admission_tickets 🎟️|alarm_clock ⏰|arrow_right ➡️|bell 🔔|blue_heart 💙|bug 🐛|bulb 💡|calendar 📆
checkered_flag 🏁|clap 👏|clock1 🕐|clock2 🕑|clock3 🕒|clock4 🕓|clock5 🕔|e-mail 📧|email ✉️|envelope_with_arrow 📩
exclamation ❗|eyes 👀|fire 🔥|green_heart 💚|grey_question ❔|grin 😁|hand ✋|heart ❤️|heavy_check_mark ✔️
hourglass ⌛|hourglass_flowing_sand ⏳|inbox_tray 📥|incoming_envelope 📨|information_source ℹ️|joy 😂|key 🔑
label 🏷️|large_blue_circle 🔵|large_green_circle 🟢|large_yellow_circle 🟡|leftwards_arrow_with_hook ↩️|link 🔗
lock 🔒|mag 🔍|mailbox 📫|memo 📝|mute 🔇|no_entry ⛔|no_entry_sign 🚫|outbox_tray 📤|package 📦|paperclip 📎|partying_face 🥳
pencil2 ✏️|pray 🙏|pushpin 📌|question ❓|raised_hands 🙌|red_circle 🔴|rocket 🚀|rotating_light 🚨|sleeping 😴
slightly_smiling_face 🙂|smile 😄|snowflake ❄️|sob 😭|sos 🆘|sparkles ✨|speech_balloon 💬|star ⭐|stopwatch ⏱️
tada 🎉|thinking_face 🤔|thread 🧵|ticket 🎫|unlock 🔓|warning ⚠️|wastebasket 🗑️|wave 👋|white_check_mark ✅|x ❌|zap ⚡|zzz 💤`

/** Other names for the same; events carry the name on the right. */
const aliases: Record<string, string> = {
  thumbsup: '+1',
  thumbsdown: '-1',
  envelope: 'email',
  raised_hand: 'hand',
  heavy_exclamation_mark: 'exclamation',
  pencil: 'memo',
}

export function standardEmoji(): Map<string, string> {
  const named = standard
    .trim()
    .split(/[|\n]/)
    .map((entry): [string, string] => {
      const [name = '', shown = ''] = entry.split(' ')
      return [name, shown]
    })
  return new Map([
    ...named,
    ...Object.entries(aliases).map(([alias, name]): [string, string] => [alias, `alias:${name}`]),
  ])
}

/** The name Slack reports for a name people give, with the skin tone kept; undefined when there is no such emoji. */
export function emojiNamed(emoji: Map<string, string>, given: string): string | undefined {
  const [, name = '', tone = ''] = /^:?([^:]+)((?:::skin-tone-[2-6])?):?$/.exec(given) ?? []
  const known = emoji.get(name)
  if (known === undefined) return undefined
  return `${known.startsWith('alias:') ? known.slice(6) : name}${tone}`
}
