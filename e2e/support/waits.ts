import { stack } from './stack'

/** Until when the executor's runs wait. */
export async function waits(): Promise<(string | null)[]> {
  const answer = await fetch(`${stack.inngest}/api/runs?state=running`)
  const { runs } = (await answer.json()) as {
    runs: { steps: { state: string; dueAt: string | null }[] }[]
  }
  const steps = runs.flatMap((run) => run.steps)
  return steps.filter(({ state }) => state === 'waiting').map(({ dueAt }) => dueAt)
}
