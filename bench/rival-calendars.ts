import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'

const packages = [
  ...['react@19', 'react-dom@19', 'temporal-polyfill@1', 'moment@2'],
  ...['react-big-calendar@1.20', '@fullcalendar/react@7.1'],
]

export const rivals = {
  'react-big-calendar': `
    import moment from 'moment'
    import { createElement } from 'react'
    import { createRoot } from 'react-dom/client'
    import { Calendar, momentLocalizer } from 'react-big-calendar'
    import 'react-big-calendar/lib/css/react-big-calendar.css'
    moment.updateLocale('en', { week: { dow: 1 } })
    createRoot(document.getElementById('calendar')).render(createElement(Calendar, {
      localizer: momentLocalizer(moment),
      events: events.map(({ title, start, end }) => ({ title, start: new Date(start), end: new Date(end) })),
      defaultDate: new Date(events[0].start), defaultView: 'week', style: { height: '100vh' },
    }))`,
  FullCalendar: `
    import { createElement } from 'react'
    import { createRoot } from 'react-dom/client'
    import FullCalendar from '@fullcalendar/react'
    import timeGrid from '@fullcalendar/react/timegrid'
    import theme from '@fullcalendar/react/themes/classic'
    import '@fullcalendar/react/skeleton.css'
    import '@fullcalendar/react/themes/classic/theme.css'
    import '@fullcalendar/react/themes/classic/palette.css'
    createRoot(document.getElementById('calendar')).render(createElement(FullCalendar, {
      plugins: [timeGrid, theme], initialView: 'timeGridWeek', firstDay: 1, height: '100vh',
      initialDate: events[0].start, events,
      headerToolbar: { end: 'prev,next' }, eventClass: 'fc-event',
    }))`,
}

export type RivalEvent = { title: string; start: string; end: string }

/**
 * Serves a page with these events for each rival, its packages installed into a folder of their
 * own; `work` gets the origin, below which each has a page of its name.
 */
export async function withRivals<T>(
  events: RivalEvent[],
  work: (origin: string) => Promise<T>,
): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-rivals-'))
  const server = http.createServer((request, response) => {
    const file = path.join(folder, 'out', path.basename(request.url ?? ''))
    const type = { '.js': 'text/javascript', '.css': 'text/css' }[path.extname(file)] ?? 'text/html'
    if (!fs.existsSync(file)) return response.writeHead(404).end()
    response.setHeader('content-type', `${type}; charset=utf-8`)
    response.end(fs.readFileSync(file))
  })
  try {
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
    fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}')
    execFileSync('npm', ['install', ...options, ...packages], { cwd: folder })
    for (const [name, source] of Object.entries(rivals)) await bundle(folder, name, source, events)
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function bundle(folder: string, name: string, source: string, events: RivalEvent[]) {
  await build({
    stdin: { contents: source, resolveDir: folder },
    outfile: path.join(folder, 'out', `${name}.js`),
    bundle: true,
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  const page = `<!doctype html><link rel="stylesheet" href="${name}.css"><body style="margin:0">
    <div id="calendar"></div><script>const events = ${JSON.stringify(events)}</script>
    <script src="${name}.js"></script>`
  fs.writeFileSync(path.join(folder, 'out', name), page)
}
