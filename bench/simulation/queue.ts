/** Things to do by their time; what was put in first of the same time comes out first. */
export type Queue = {
  put(at: number, act: () => void): void
  /** Does the next of them; false when there is none. */
  step(): boolean
  /** The time of the last one done. */
  now(): number
}

type Entry = { at: number; turn: number; act: () => void }

/** A queue (binary heap). What is put before the present is done at the present. */
export function createQueue(start: number): Queue {
  const heap: Entry[] = []
  let now = start
  let turn = 0
  const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.turn < b.turn)
  const at = (i: number) => heap[i] as Entry
  const swap = (i: number, j: number) => {
    const kept = at(i)
    heap[i] = at(j)
    heap[j] = kept
  }
  return {
    now: () => now,
    put(time, act) {
      let i = heap.push({ at: Math.max(time, now), turn: turn++, act }) - 1
      for (let up = (i - 1) >> 1; i > 0 && before(at(i), at(up)); up = (i - 1) >> 1) {
        swap(i, up)
        i = up
      }
    },
    step() {
      const first = heap[0]
      const last = heap.pop()
      if (!first || !last) return false
      if (heap.length > 0) {
        heap[0] = last
        for (let i = 0; ; ) {
          const [left, right] = [2 * i + 1, 2 * i + 2]
          let least = i
          if (left < heap.length && before(at(left), at(least))) least = left
          if (right < heap.length && before(at(right), at(least))) least = right
          if (least === i) break
          swap(i, least)
          i = least
        }
      }
      now = first.at
      first.act()
      return true
    },
  }
}
