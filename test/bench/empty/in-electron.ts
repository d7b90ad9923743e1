/** Electron's host with the empty page in it, and no program behind it. Its arguments: the page's folder, the preload script. */
import { app } from 'electron'
import { electronHost, registerScheme } from '../../../src-main/hosts/electron.ts'

registerScheme()
const [rendererFolder = '', preloadFile = ''] = process.argv.slice(-2)
await app.whenReady()
const host = electronHost({ rendererFolder, preloadFile })
await host.show(async () => ({ ok: true, value: null }))
await host.closed
app.exit(0)
