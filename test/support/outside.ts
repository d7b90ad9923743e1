import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on this machine that stands for everything outside the program, and counts who reaches it. */
export async function outsideServer(): Promise<{ address: string; requests(): number; close(): void }> {
  let requests = 0
  const server = createServer((_request, response) => {
    requests++
    response.setHeader('access-control-allow-origin', '*').end('outside')
  })
  server.on('upgrade', (_request, socket) => {
    requests++
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}/`, requests: () => requests, close: () => server.close() }
}
