// Holds one PostgreSQL server: asked to end, it ends the server at once but cleanly.
import { spawn } from 'node:child_process'

const [binary, cluster, port, uid, gid, more] = process.argv.slice(2)
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  ...JSON.parse(more),
}
const server = spawn(
  binary,
  [
    '-D',
    cluster,
    '-p',
    port,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ],
  { stdio: ['ignore', 'inherit', 'inherit'], ...(uid && { uid: Number(uid), gid: Number(gid) }) },
)
process.on('SIGTERM', () => server.kill('SIGINT')) // PostgreSQL's word for: do not wait for clients
server.once('error', (error) => {
  console.error(`FATAL: ${error.message}`)
  process.exit(1)
})
server.once('exit', (code) => process.exit(code ?? 1))
