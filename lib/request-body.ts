/** The most that one request may bring, in bytes, by who asks. */
export const mostBytes = {
  /** Forms, actions, questions and webhooks: a note of 2,000 characters is the longest that is in one. */
  form: 64 * 1024,
  /** An absence names the visits that its author has seen, up to 2,000 of 39 bytes each. */
  absence: 128 * 1024,
  /** A durable function's run comes with the results of all its steps: Inngest's own limit. */
  engine: 4 * 1024 * 1024,
}

export type Body = { ok: true; bytes: Uint8Array<ArrayBuffer> } | { ok: false; status: 400 | 413 }

/**
 * What a request brings, counted while it arrives and never kept beyond `most` bytes; the request
 * itself is used up by it. 413 for more, whatever its header says, and 400 for one that breaks off.
 */
export async function readBody(request: Request, most: number): Promise<Body> {
  if (Number(request.headers.get('content-length')) > most) return { ok: false, status: 413 }
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      length += part.value.length
      if (length > most) {
        if (reader) void drain(reader)
        return { ok: false, status: 413 }
      }
      chunks.push(part.value)
    }
  } catch {
    return { ok: false, status: 400 }
  }
  return { ok: true, bytes: joined(chunks, length) }
}

/** Lets the rest pass by, so that its sender comes to hear the answer. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The sender has gone.
  }
}

function joined(chunks: Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** The JSON that a request brings; undefined where it is none, and the status where it is too much. */
export async function readJson(
  request: Request,
  most: number,
): Promise<{ ok: true; value: unknown } | { ok: false; status: 400 | 413 }> {
  const body = await readBody(request, most)
  if (!body.ok) return body
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(body.bytes)) }
  } catch {
    return { ok: false, status: 400 }
  }
}
