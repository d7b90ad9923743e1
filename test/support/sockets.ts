import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

/** How many TCP ports this process and those it started listen on. Linux alone. */
export function portsOfOwnProcesses(): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const parents = new Map(processes.map((pid) => [pid, attempt(() => parentOf(pid))]))
  const isOwn = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || isOwn(parents.get(pid)))
  const sockets = new Set(
    processes
      .filter(isOwn)
      .flatMap((pid) =>
        (attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? []).map((fd) =>
          attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`)),
        ),
      ),
  )
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1))
  const LISTENING = '0A'
  return lines.filter((line) => {
    const fields = line.trim().split(/\s+/)
    return fields[3] === LISTENING && sockets.has(`socket:[${fields[9]}]`)
  }).length
}

/** `/proc/<pid>/stat` has the name in brackets, then the state, then the parent. */
function parentOf(pid: string): string | undefined {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]
}

/** Processes come and go while one looks. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
