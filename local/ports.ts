import getPort, { portNumbers } from 'get-port'
import { Failure } from './failure'

export interface Ports {
  app: number
  mailbox: number
  smtp: number
  identity: number
  inngest: number
  postgres: number
}

const usual: Ports = {
  app: 3000,
  mailbox: 1080,
  smtp: 1025,
  identity: 3001,
  inngest: 8288,
  postgres: 5433,
}

/**
 * Chooses a free port for each need, the usual one or the next above it that no other need wants.
 * `say` hears one sentence for every port that had to move.
 */
export async function choosePorts(
  say: (sentence: string) => void,
  wanted: Partial<Ports> = {},
): Promise<Ports> {
  const first = { ...usual, ...wanted }
  const ports = { ...first }
  const given = new Map<number, string>()
  for (const need of Object.keys(usual) as (keyof Ports)[]) {
    const range = portNumbers(first[need], Math.min(first[need] + 200, 65535))
    const exclude = Object.values(first).filter((port) => port !== first[need])
    const port = await getPort({ port: range, exclude, reserve: true })
    if (port !== first[need]) {
      const owner = given.get(first[need])
      const why = owner ? `is the ${owner}’s` : 'is taken'
      say(`Port ${first[need]} ${why}; the ${names[need]} takes ${port}.`)
    }
    ports[need] = port
    given.set(port, names[need])
  }
  return ports
}

const names: Record<keyof Ports, string> = {
  app: 'app',
  mailbox: 'mailbox',
  smtp: 'mail server',
  identity: 'identity provider',
  inngest: 'Inngest executor',
  postgres: 'database',
}

/**
 * The ports that the environment asks for: PORT for the app, and MEDCAL_PORTS_FROM for all of them
 * in a row, so that two stacks can run side by side. Refuses what is no port for everybody.
 */
export function wantedPorts(env: Record<string, string | undefined>): Partial<Ports> {
  const wanted: Partial<Ports> = {}
  const from = portNumber(env, 'MEDCAL_PORTS_FROM', 65_535 - Object.keys(usual).length)
  if (from) {
    const needs = Object.keys(usual) as (keyof Ports)[]
    needs.forEach((need, index) => {
      wanted[need] = from + index
    })
  }
  const app = portNumber(env, 'PORT', 65_535)
  if (app) wanted.app = app
  return wanted
}

function portNumber(
  env: Record<string, string | undefined>,
  name: string,
  last: number,
): number | undefined {
  if (!env[name]) return undefined
  const port = Number(env[name])
  if (Number.isInteger(port) && port >= 1024 && port <= last) return port
  throw new Failure(`${name} must be a number from 1024 to ${last}. Correct it, or leave it out.`)
}
