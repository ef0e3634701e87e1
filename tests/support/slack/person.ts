import { administering } from './gestures/administering.ts'
import { calling } from './gestures/calling.ts'
import { modals } from './gestures/modals.ts'
import { pressing } from './gestures/pressing.ts'
import { writing } from './gestures/writing.ts'
import { readBlocks } from './sight.ts'
import { topModal } from './views.ts'
import type { Person, World } from './world.ts'

/** Somebody with hands: all that they can do in Slack, and what they see of the app. */
export function personHandle(world: World, person: Person, settled: () => Promise<void>) {
  const home = () => world.views.get(world.homes.get(person.id) ?? '')
  return {
    id: person.id,
    handle: person.handle,
    ...writing(world, person, settled),
    ...pressing(world, person, settled),
    ...calling(world, person, settled),
    ...modals(world, person, settled),
    ...administering(world, person, settled),
    /** What stands in the modal on top, or in the App Home, block by block. */
    reads: (where: 'modal' | 'home') => {
      const view = where === 'modal' ? topModal(world, person.id) : home()
      return view ? readBlocks(world, view.payload.blocks) : ''
    },
    home,
    /** What the app last showed beside a Work Object. */
    details: () => world.details.get(person.id),
  }
}

export type SlackPerson = ReturnType<typeof personHandle>
