import type { Method } from '#tests/support/slack/method.ts'
import type { MethodName } from '#tests/support/slack/method-specs.ts'
import { authMethods } from './auth.ts'
import { chatMethods } from './chat.ts'
import { conversationMethods } from './conversations.ts'
import { fileMethods } from './files.ts'
import { reactionMethods } from './reactions.ts'
import { unfurlMethods } from './unfurl.ts'
import { userMethods } from './users.ts'
import { viewMethods } from './views.ts'

/** Every method there is; any other name is `unknown_method`. */
export const methods = {
  ...authMethods,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...reactionMethods,
  ...unfurlMethods,
  ...userMethods,
  ...viewMethods,
} satisfies Record<MethodName, Method>
