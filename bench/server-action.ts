import fs from 'node:fs'
import path from 'node:path'

/** A server action's request as a browser sends it, but for its body. */
export type ActionRequest = { path: string; headers: Record<string, string> }

/** How a signed-in page asks for a server action of this name, found in the scripts that are served. */
export function actionRequest(
  { app, built }: { app: string; built: string },
  name: string,
  cookie: string,
): ActionRequest {
  return {
    path: '/calendar',
    headers: {
      cookie,
      origin: new URL(app).origin,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': idOf(path.join(built, 'static', 'chunks'), name),
    },
  }
}

function idOf(chunks: string, name: string): string {
  const reference = new RegExp(`"([0-9a-f]{42})",[^"]*"${name}"`)
  for (const file of fs.readdirSync(chunks).filter((one) => one.endsWith('.js'))) {
    const id = reference.exec(fs.readFileSync(path.join(chunks, file), 'utf8'))?.[1]
    if (id) return id
  }
  throw new Error(`No script names the action ${name}`)
}

/** Calls an action of one argument. Refuses when it answers anything but that it is done. */
export async function act(app: string, { path, headers }: ActionRequest, input: object) {
  const response = await fetch(app + path, {
    method: 'POST',
    headers,
    body: JSON.stringify([input]),
  })
  const text = await response.text()
  if (!isDone(text)) throw new Error(`The action answered ${response.status} ${text.slice(0, 300)}`)
}

/** Whether an action's answer says that it is done. */
export const isDone = (answer: string) => answer.includes('"ok":true')
