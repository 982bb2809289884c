// Preloaded into child processes: when the one that started them dies, even by SIGKILL, they end
// too. The IPC channel closes with its owner. Children lead a process group of their own.
process.once('disconnect', () => {
  endGroup('SIGTERM')
  setTimeout(() => endGroup('SIGKILL'), 5000).unref()
})

function endGroup(signal) {
  try {
    process.kill(-process.pid, signal)
  } catch {
    process.kill(process.pid, signal)
  }
}
