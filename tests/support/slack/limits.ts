import { type Tier, tiersPerMinute } from './method-specs.ts'
import type { World } from './world.ts'

/** A channel takes a message a second; a burst of so many passes before that is held to. */
const postsAtOnce = 5
const minuteMillis = 60_000

/** How many seconds a call has to wait; 0: it may go ahead, and counts. */
export function secondsToWait(world: World, method: string, tier: Tier, channel: unknown): number {
  if (!world.limited) return 0
  const now = world.clock.now()
  if (tier === 'post' && typeof channel === 'string') {
    // A bucket that holds `postsAtOnce` and gains one a second: kept as the instant at which it is full again.
    const key = `post ${channel.replace(/^#/, '')}`
    const [fullAt = now] = world.calledAt.get(key) ?? []
    const next = Math.max(fullAt, now) + 1000
    const excess = next - now - postsAtOnce * 1000
    if (excess > 0) return Math.ceil(excess / 1000)
    world.calledAt.set(key, [next])
  }
  const recent = (world.calledAt.get(method) ?? []).filter((at) => at > now - minuteMillis)
  if (recent.length >= tiersPerMinute[tier]) {
    return Math.max(1, Math.ceil(((recent[0] ?? now) + minuteMillis - now) / 1000))
  }
  world.calledAt.set(method, [...recent, now])
  return 0
}
