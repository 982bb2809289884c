import { Inngest } from 'inngest'

/** The connection to the durable functions' server; which one is chosen by INNGEST_* variables. */
export const inngest = new Inngest({ id: 'medcal' })
