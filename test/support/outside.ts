import type { Page } from 'playwright/test'
import { createSocket } from 'node:dgram'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Outside {
  address: string
  /** The same as `stun:`, over UDP: what WebRTC asks. */
  stun: string
  /** How many connections were made and packets came, whatever was in them. */
  reached(): number
  /** How many of them asked for something. */
  requests(): number
  close(): void
}

/** A server on this machine that stands for everything outside the program, and counts who reaches it. */
export async function outsideServer(): Promise<Outside> {
  let [requests, reached] = [0, 0]
  const server = createServer((_request, response) => {
    requests++
    response.setHeader('access-control-allow-origin', '*').end('outside')
  })
  server.on('connection', () => reached++)
  server.on('upgrade', (_request, socket) => {
    requests++
    socket.destroy()
  })
  const packets = createSocket('udp4').on('message', () => reached++)
  await Promise.all([
    new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => packets.bind(0, '127.0.0.1', resolve)),
  ])
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stun: `stun:127.0.0.1:${packets.address().port}`,
    reached: () => reached,
    requests: () => requests,
    close() {
      server.close()
      packets.close()
    },
  }
}

/** Has a page look for all ways to a STUN server, as a script in it could; gives how that ended. */
export const gatherWays = (page: Page, stun: string): Promise<unknown> =>
  page.evaluate(async (urls) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls }] })
    connection.createDataChannel('any')
    const complete = new Promise((resolve) => {
      connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve('complete')
    })
    await connection.setLocalDescription(await connection.createOffer())
    return complete
  }, stun)
