/**
 * Makes a fresh clone ready: installs the packages, builds the console. npm runs it before `start`, `test` and
 * others, so it is quick when nothing is to be done, and as it brings Node 24 it must itself run on Node 18.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const bin = join(root, 'node_modules', '.bin')
const windows = process.platform === 'win32'
const stamp = join(root, 'console/build/.stamp')

const noNetwork =
  /\b(ENOTFOUND|EAI_AGAIN|ECONN\w+|E?TIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET\w*|ENOTCACHED)\b/

/** What npm says when it fails, and what we make of it; the first that fits. */
const installProblems = [
  [noNetwork, 'npm cannot reach its registry: check the network and npm’s proxy, then try again.'],
  [/\bENOSPC\b/, 'The disk is full: the packages need about 1 GB.'],
  [/\b(EACCES|EPERM|EROFS)\b/, `npm may not write in ${root}: make it yours, then try again.`],
  [/\bEUSAGE\b/, 'package.json and package-lock.json disagree: run "npm install", then try again.'],
  [/^/, 'The packages could not be installed: what npm says above is the reason.'],
]

const installOptions = [
  ...['--include=dev', '--no-audit', '--no-fund'], // The console is built here, in production too.
  '--loglevel=error', // Else npm on an older Node warns of Node 24, which it is about to install.
]

/** A sentence for people; anything else that is thrown is a bug. */
class Problem extends Error {}

/** Whether node_modules holds what package-lock.json asks for, which npm notes down when it is done. */
function isInstalled() {
  const [wanted, found] = ['package-lock.json', 'node_modules/.package-lock.json'].map(readPackages)
  if (!wanted) throw new Problem('package-lock.json is missing or broken: restore it.')
  if (!found || !existsSync(join(bin, windows ? 'node.cmd' : 'node'))) return false
  return Object.entries(wanted).every(([path, { version, integrity, optional, devOptional }]) => {
    if (path === '') return true // Deskwire itself.
    if (!found[path]) return Boolean(optional || devOptional) // For other platforms.
    const same = found[path].version === version
    return same && (!integrity || found[path].integrity === integrity)
  })
}

/**
 * Whether the lock file knows the packages of all platforms. `npm ci` refuses one that was written where the
 * registry serves this platform's only; `npm install` takes it, and installs the same.
 */
function isComplete(packages) {
  const known = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)))
  const optional = Object.values(packages).flatMap((one) =>
    Object.keys(one.optionalDependencies ?? {}),
  )
  return optional.every((name) => known.has(name))
}

function readPackages(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages
  } catch {
    return undefined
  }
}

async function install() {
  say('Installing packages (about two minutes the first time)…')
  const { npm_execpath: cli = '', npm_node_execpath: node = process.execPath } = process.env
  const npm = /npm-cli\.[cm]?js$/.test(cli) ? [node, cli] : ['npm']
  const verb = isComplete(readPackages('package-lock.json')) ? ['ci'] : ['install', '--no-save']
  const command = [...npm, ...verb, ...installOptions]
  // Without a network npm would try for an hour; from its cache it succeeds or fails at once.
  const pingOptions = ['--fetch-retries=0', '--fetch-timeout=20000', '--loglevel=error']
  const ping = await run([...npm, 'ping', ...pingOptions], {})
  if (noNetwork.test(ping.output)) command.push('--offline')
  const { status, output } = await run(command, { show: true })
  if (status !== 0) {
    const [, sentence] = installProblems.find(([sign]) => sign.test(output)) ?? []
    throw new Problem(sentence)
  }
  const { output: version } = await run([join(bin, 'node'), '--version'], {})
  if (!version.startsWith('v24.')) {
    throw new Problem(
      'Node 24 was not installed: npm must run install scripts (ignore-scripts=false).',
    )
  }
}

/** Changes when anything changes that the built console is made of; null when there is no console to build. */
function consoleFingerprint() {
  if (!existsSync(join(root, 'console/vite.config.ts'))) return null
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of filesIn('console')) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesIn(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (!entry.isDirectory()) return entry.isFile() ? [path] : []
      return path === 'console/build' ? [] : filesIn(path)
    })
}

function isBuilt() {
  const fingerprint = consoleFingerprint()
  return fingerprint === null || (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint)
}

async function build() {
  say('Building the console…')
  const fingerprint = consoleFingerprint()
  rmSync(stamp, { force: true }) // What a failed build leaves is nobody's.
  const command = [join(bin, 'remix'), 'vite:build', '--config', 'console/vite.config.ts']
  const { status, output } = await run(command, { env: { NODE_ENV: 'production' } })
  if (status === 0) return writeFileSync(stamp, fingerprint)
  process.stderr.write(output)
  throw new Problem('The console could not be built: what Remix says above is the reason.')
}

/** Runs a command with our Node 24 first on the path. Resolves with its exit status and all it wrote. */
function run([command, ...args], { show = false, env = {} }) {
  const PATH = `${bin}${delimiter}${process.env.PATH}`
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(windows ? `"${command}"` : command, args, {
      cwd: root,
      env: { ...process.env, PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows, // npm and what it installs are .cmd files there.
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        if (show) process.stderr.write(text)
      })
    }
    child.on('error', (error) => resolve({ status: 1, output: `${output}${error.message}\n` }))
    child.on('close', (status) => resolve({ status, output }))
  })
}

/** Does `act` while no other setup of this clone works; `npm start` and `npm test` may come together. */
async function alone(act) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const lock = join(tmpdir(), `deskwire-setup-${name}.lock`)
  for (let told = false; !take(lock); told = true) {
    if (!told) say('Waiting for another setup of this clone…')
    await pause(200)
  }
  try {
    return await act()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock) {
  try {
    writeFileSync(lock, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw new Problem(`Setup cannot write ${lock}: ${error.message}.`)
    if (isAlive(lock)) return false
    rmSync(lock, { force: true }) // Its process was killed.
    return take(lock)
  }
}

function isAlive(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || process.pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

try {
  if (!isInstalled() || !isBuilt()) {
    await alone(async () => {
      if (!isInstalled()) await install()
      if (!isBuilt()) await build()
    })
  }
} catch (error) {
  if (!(error instanceof Problem)) throw error
  say(error.message)
  process.exitCode = 1
}
