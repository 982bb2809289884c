import type { RunRow, StepRow, Summary } from './views'

const states = ['running', 'completed', 'failed', 'cancelled']

// Its own few colours: the page must work with nothing else served.
const style = `
:root { color-scheme: light dark; --ink: #1c2422; --soft: #5a6663; --line: #d9dfdd; --ground: #fbfcfb; --panel: #fff;
  --running: #1f5fa8; --completed: #1d6b3f; --failed: #a32424; --cancelled: #6a5b1e }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ecea; --soft: #9aa8a4; --line: #33403c; --ground: #121715;
  --panel: #1a211f; --running: #8fbcf0; --completed: #7fd1a1; --failed: #f09a9a; --cancelled: #d8c67c } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 1.35rem; margin: 0 } h2 { font-size: 1rem; margin: 2rem 0 .5rem }
a { color: inherit } code, time { font-variant-numeric: tabular-nums } code { font-size: .85em; overflow-wrap: anywhere }
.soft { color: var(--soft) } .state { font-weight: 600 }
.running { color: var(--running) } .completed, .done { color: var(--completed) }
.failed { color: var(--failed) } .cancelled, .abandoned { color: var(--cancelled) }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0 }
label { display: grid; gap: .2rem; font-size: .85rem } select, button { font: inherit; padding: .35rem .6rem }
details { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; margin: .4rem 0 }
summary { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: .5rem .75rem; cursor: pointer }
summary .name { flex: 1 1 14rem } .inner { padding: 0 .75rem .75rem; overflow-x: auto }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top }
th { font-weight: 600; font-size: .85rem; color: var(--soft) } td { border-top: 1px solid var(--line) }`

/** The executor's page: what runs, waits, retries and failed. Ids only; results are behind the JSON links. */
export function renderPage(
  summary: Summary,
  runs: RunRow[],
  filter: { functionId?: string | undefined; state?: string | undefined },
  now: Date,
): string {
  const counts =
    summary.counts.map((one) => `${one.count} ${one.state}`).join(', ') || 'no runs yet'
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Durable functions</title><style>${style}</style></head><body>
<main>
<h1>Durable functions</h1>
<p class="soft">${escapeHtml(counts)}. All times are UTC; it is ${when(now)}.</p>
${renderFilter(summary, filter)}
<h2>Runs</h2>
${runs.map(renderRun).join('\n') || '<p>No runs here. They appear when an event or a schedule starts a function.</p>'}
<h2>Schedules</h2>
${renderCrons(summary)}
</main></body></html>`
}

function renderFilter(
  summary: Summary,
  filter: { functionId?: string | undefined; state?: string | undefined },
): string {
  return `<form method="get" action="/">
<label>Function <select name="function">${options(summary.functionIds, filter.functionId)}</select></label>
<label>State <select name="state">${options(states, filter.state)}</select></label>
<button>Show</button></form>`
}

function options(values: string[], chosen: string | undefined): string {
  const all = values
    .map((value) => `<option${value === chosen ? ' selected' : ''}>${escapeHtml(value)}</option>`)
    .join('')
  return `<option value="">All</option>${all}`
}

function renderRun(run: RunRow): string {
  const waiting = run.steps.find((step) => step.state === 'waiting')
  return `<details${run.state === 'running' ? ' open' : ''}><summary>
<span class="name">${escapeHtml(run.functionId)}</span>
<span class="state ${escapeHtml(run.state)}">${escapeHtml(waiting && run.state === 'running' ? 'waiting' : run.state)}</span>
<span class="soft">${when(run.createdAt)}</span></summary>
<div class="inner">
<p class="soft">Run <code>${escapeHtml(run.id)}</code>, started by <code>${escapeHtml(run.eventName)}</code>.
<a href="/api/runs/${encodeURIComponent(run.id)}">All of it as JSON</a></p>
${run.error ? `<p class="failed">${escapeHtml(run.error.name ?? 'Error')}: ${escapeHtml(run.error.message ?? '')}</p>` : ''}
${run.retryAt ? `<p>Try ${(run.attempt ?? 0) + 1} at ${when(run.retryAt)}.</p>` : ''}
${run.steps.length > 0 ? renderSteps(run.steps) : ''}
</div></details>`
}

function renderSteps(steps: StepRow[]): string {
  const rows = steps
    .map(
      (step) => `<tr><td>${escapeHtml(step.name)}</td><td class="soft">${escapeHtml(step.op)}</td>
<td class="${escapeHtml(step.state)}">${escapeHtml(step.state)}${step.error ? `: ${escapeHtml(step.error.message ?? '')}` : ''}</td>
<td>${step.state === 'waiting' ? (step.dueAt ? when(step.dueAt) : '') : ''}</td>
<td>${step.endedAt ? when(step.endedAt) : ''}</td></tr>`,
    )
    .join('')
  return `<table><thead><tr><th>Step</th><th>Kind</th><th>State</th><th>Waits until</th><th>Ended</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

function renderCrons(summary: Summary): string {
  if (summary.crons.length === 0) return '<p>No function runs on a schedule.</p>'
  const rows = summary.crons
    .map(
      (
        cron,
      ) => `<tr><td>${escapeHtml(cron.functionId)}</td><td><code>${escapeHtml(cron.expression)}</code></td>
<td>${when(cron.nextAt)}</td></tr>`,
    )
    .join('')
  return `<table><thead><tr><th>Function</th><th>Schedule</th><th>Next</th></tr></thead><tbody>${rows}</tbody></table>`
}

function when(at: Date): string {
  const iso = at.toISOString()
  return `<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)}</time>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
