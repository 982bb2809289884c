/** What a step list needs of its output: `process.stdout`, or a fake in tests. */
export interface Screen {
  isTTY?: boolean
  write(text: string): unknown
}

export interface Steps {
  /** Runs `work` as a step: says that it began, how it ended and how long it took. */
  run<T>(name: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>
  /** Says a sentence between the steps. */
  say(sentence: string): void
}

interface Running {
  name: string
  note: string
  began: number
}

/**
 * A step list. On a terminal the running steps stay at the foot with their times; elsewhere each
 * beginning and end is a plain line. Steps may overlap.
 */
export function createSteps(screen: Screen = process.stdout, now = Date.now): Steps {
  const running = new Set<Running>()
  let drawn = 0
  let clock: NodeJS.Timeout | undefined

  function erase() {
    if (drawn > 0) screen.write(`\u001b[${drawn}A\u001b[J`)
    drawn = 0
  }
  function draw() {
    for (const step of running) {
      screen.write(
        `  · ${step.name}${step.note && `: ${step.note}`} ${seconds(now() - step.began)}\n`,
      )
    }
    drawn = running.size
  }
  function line(text: string) {
    if (screen.isTTY) erase()
    if (text) screen.write(`${text}\n`)
    if (screen.isTTY) draw()
  }
  function tick() {
    if (!screen.isTTY) return
    if (running.size > 0 && !clock) {
      clock = setInterval(() => {
        erase()
        draw()
      }, 200)
    } else if (running.size === 0 && clock) {
      clearInterval(clock)
      clock = undefined
    }
  }

  return {
    say: (sentence) => line(`  ${sentence}`),
    async run(name, work) {
      const step: Running = { name, note: '', began: now() }
      running.add(step)
      line(screen.isTTY ? '' : `  · ${name}`)
      tick()
      try {
        const value = await work((text) => {
          step.note = text
        })
        running.delete(step)
        line(`  ✓ ${name}${step.note && `: ${step.note}`} ${seconds(now() - step.began)}`)
        return value
      } catch (error) {
        running.delete(step)
        line(`  ✗ ${name} ${seconds(now() - step.began)}`)
        throw error
      } finally {
        tick()
      }
    },
  }
}

/** Milliseconds as a person reads them: "0.4 s", "1 min 12 s". */
export function seconds(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}
