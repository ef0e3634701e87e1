type Row = [required: string, optional: string, anyOfScopes: string, tier: Tier]

/** Slack's rate tiers; `post` is held to one a second in each channel as well (docs.slack.dev/apis/web-api/rate-limits). */
export type Tier = 1 | 2 | 3 | 4 | 'many' | 'post'

export const tiersPerMinute: Record<Tier, number> = {
  1: 1,
  2: 20,
  3: 50,
  4: 100,
  many: 600,
  post: 600,
}

/** What each method asks for and takes, from its page on docs.slack.dev/reference/methods. */
const methodSpecs = {
  'auth.test': ['', '', '', 'many'],
  'auth.revoke': ['', 'test', '', 3],
  'apps.connections.open': ['', '', '', 3],
  'bots.info': ['', 'bot team_id', 'users:read', 3],
  'team.info': ['', 'domain team', 'team:read', 3],
  'chat.postMessage': [
    'channel',
    'as_user attachments blocks current_draft_last_updated_ts icon_emoji icon_url link_names markdown_text metadata mrkdwn parse reply_broadcast text thread_ts unfurl_links unfurl_media username',
    'chat:write',
    'post',
  ],
  'chat.postEphemeral': [
    'channel user',
    'as_user attachments blocks icon_emoji icon_url link_names markdown_text parse text thread_ts username',
    'chat:write',
    4,
  ],
  'chat.update': [
    'channel ts',
    'as_user attachments blocks file_ids link_names markdown_text metadata parse reply_broadcast text unfurled_attachments',
    'chat:write',
    3,
  ],
  'chat.delete': ['channel ts', 'as_user', 'chat:write', 3],
  'chat.getPermalink': ['channel message_ts', '', '', 'many'],
  'chat.unfurl': [
    '',
    'channel source ts unfurl_id unfurls user_auth_blocks user_auth_message user_auth_required user_auth_url metadata',
    'links:write',
    3,
  ],
  'conversations.list': [
    '',
    'cursor exclude_archived limit team_id types',
    'channels:read groups:read im:read mpim:read',
    2,
  ],
  'conversations.info': [
    'channel',
    'include_locale include_num_members',
    'channels:read groups:read im:read mpim:read',
    3,
  ],
  'conversations.history': [
    'channel',
    'cursor include_all_metadata inclusive latest limit oldest',
    'channels:history groups:history im:history mpim:history',
    3,
  ],
  'conversations.replies': [
    'channel ts',
    'cursor include_all_metadata inclusive latest limit oldest',
    'channels:history groups:history im:history mpim:history',
    3,
  ],
  'conversations.members': [
    'channel',
    'cursor limit',
    'channels:read groups:read im:read mpim:read',
    4,
  ],
  'conversations.join': ['channel', '', 'channels:join', 3],
  'conversations.open': [
    '',
    'channel prevent_creation return_im users',
    'channels:manage groups:write im:write mpim:write',
    3,
  ],
  'users.info': ['user', 'include_locale', 'users:read', 4],
  'users.list': ['', 'cursor include_locale limit team_id', 'users:read', 2],
  'users.lookupByEmail': ['email', '', 'users:read.email', 3],
  'users.conversations': [
    '',
    'cursor exclude_archived limit team_id types user',
    'channels:read groups:read im:read mpim:read',
    3,
  ],
  'users.profile.get': ['', 'include_labels user', 'users.profile:read', 4],
  'usergroups.list': [
    '',
    'include_count include_disabled include_users team_id',
    'usergroups:read',
    2,
  ],
  'usergroups.users.list': ['usergroup', 'include_disabled team_id', 'usergroups:read', 2],
  'reactions.add': ['channel name timestamp', '', 'reactions:write', 3],
  'reactions.remove': ['name', 'channel file file_comment timestamp', 'reactions:write', 2],
  'emoji.list': ['', 'include_categories', 'emoji:read', 2],
  'files.getUploadURLExternal': ['filename length', 'alt_txt snippet_type', 'files:write', 4],
  'files.completeUploadExternal': [
    'files',
    'blocks channel_id channels initial_comment thread_ts',
    'files:write',
    4,
  ],
  'files.delete': ['file', '', 'files:write', 3],
  'files.info': ['file', 'count cursor limit page', 'files:read', 4],
  'views.open': ['view', 'interactivity_pointer trigger_id', '', 4],
  'views.update': ['view', 'external_id hash view_id', '', 4],
  'views.push': ['view', 'interactivity_pointer trigger_id', '', 4],
  'views.publish': ['user_id view', 'hash', '', 4],
  'oauth.v2.access': [
    '',
    'client_id client_secret code code_verifier grant_type redirect_uri refresh_token',
    '',
    'many',
  ],
  'entity.presentDetails': ['trigger_id', 'error metadata user_auth_required user_auth_url', '', 3],
} satisfies Record<string, Row>

export type MethodName = keyof typeof methodSpecs

export function specOf(method: MethodName) {
  const [required, optional, scopes, tier]: Row = methodSpecs[method]
  return {
    required: listed(required),
    args: listed(`${required} ${optional}`),
    scopes: listed(scopes),
    tier,
  }
}

function listed(words: string): string[] {
  return words.split(' ').filter(Boolean)
}
