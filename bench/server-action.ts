import fs from 'node:fs'
import path from 'node:path'

/** A server action's request as a browser sends it, but for its body. */
export type ActionRequest = { path: string; headers: Record<string, string> }

/** How a signed-in page asks for a server action of this name, found in what was built. */
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
      'next-action': idOf(built, name),
    },
  }
}

function idOf(built: string, name: string): string {
  const file = path.join(built, 'server', 'server-reference-manifest.json')
  const manifest: { node: Record<string, { exportedName: string }> } = JSON.parse(
    fs.readFileSync(file, 'utf8'),
  )
  const found = Object.entries(manifest.node).find(([, { exportedName }]) => exportedName === name)
  if (!found) throw new Error(`The build has no action ${name}`)
  return found[0]
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
