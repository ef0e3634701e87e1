import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { cert, key } from './dovecot-certificate.ts'

/** The one IMAP server that the tests know: Debian's `dovecot-imapd`. Undefined: it is not on this machine. */
export const dovecotVersion = versionOf('dovecot')

function versionOf(program: string): string | undefined {
  try {
    return /^2\.3\.\S+/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[0]
  } catch {
    return undefined
  }
}

export const account = { host: '127.0.0.1', username: 'ana', password: 'open-sesame' }

/** A Dovecot on free ports that offers TLS by a certificate of its own. */
export async function startDovecot() {
  const dir = mkdtempSync(join(tmpdir(), 'dovecot-'))
  chmodSync(dir, 0o755) // Dovecot's processes run as another user.
  const [plain, tls] = await Promise.all([freePort(), freePort()])
  writeFileSync(join(dir, 'key.pem'), key)
  writeFileSync(join(dir, 'cert.pem'), cert)
  const mail = join(dir, 'mail')
  makeMaildir(mail)
  const config = join(dir, 'dovecot.conf')
  writeFileSync(config, configOf(dir, { plain, tls }))
  const server = spawn('dovecot', ['-F', '-c', config], { stdio: 'ignore' })
  const ended = once(server, 'exit')
  await listening(plain)
  return {
    plain,
    tls,
    folder: (name: string) => openFolder(join(mail, `.${name}`)),
    close: async () => {
      server.kill('SIGTERM')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** A new, empty folder, as a delivery agent and an operator see it. */
function openFolder(dir: string) {
  let count = 0
  makeMaildir(dir)
  return {
    deliver: (...mails: (string | Buffer)[]) => {
      for (const raw of mails) {
        count += 1
        writeFileSync(join(dir, 'new', `${1_700_000_000 + count}.M${count}.test`), raw)
      }
    },
    /** Names of the files; that of a mail which is marked as seen ends in S. */
    names: () => [...listed(join(dir, 'new')), ...listed(join(dir, 'cur'))],
    /** As when it is restored from a backup: its UIDs begin anew. */
    renumber: () => {
      for (const name of listed(dir).filter((one) => one.startsWith('dovecot')))
        rmSync(join(dir, name))
      writeFileSync(join(dir, 'dovecot-uidlist'), '3 V77 N1\n')
      chmodSync(join(dir, 'dovecot-uidlist'), 0o666)
    },
  }
}

function listed(dir: string): string[] {
  return readdirSync(dir)
}

function makeMaildir(dir: string): void {
  for (const part of ['', 'new', 'cur', 'tmp']) {
    mkdirSync(join(dir, part), { recursive: true })
    chmodSync(join(dir, part), 0o777)
  }
}

function configOf(dir: string, { plain, tls }: { plain: number; tls: number }): string {
  const { uid, gid, username } = userInfo()
  const own = `default_internal_user = ${username}\ndefault_login_user = ${username}
service anvil {\n chroot =\n}\nservice imap-login {\n chroot =\n}`
  const [mailUid, mailGid] = uid === 0 ? [65_534, 65_534] : [uid, gid]
  return `protocols = imap
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
listen = 127.0.0.1
ssl = yes
ssl_cert = <${dir}/cert.pem
ssl_key = <${dir}/key.pem
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${dir}/mail
auth_failure_delay = 0
${uid === 0 ? '' : own}
service imap-login {
 inet_listener imap {
  port = ${plain}
 }
 inet_listener imaps {
  port = ${tls}
  ssl = yes
 }
}
passdb {
 driver = static
 args = password=${account.password}
}
userdb {
 driver = static
 args = uid=${mailUid} gid=${mailGid} home=${dir}/mail
}
`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connect(port, '127.0.0.1')
    const open = await Promise.race([
      once(socket, 'data').then(() => true),
      once(socket, 'error').then(() => false),
      once(socket, 'close').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('Dovecot does not answer')
}
