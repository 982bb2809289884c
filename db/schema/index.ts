export * from './clinic'
export * from './delivery'
export * from './visits'
