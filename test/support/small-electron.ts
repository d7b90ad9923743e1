/** The small program in Electron. Its arguments: the folder of its window, the built preload script. */
import { app } from 'electron'
import { electronHost, registerScheme } from '../../src-main/hosts/electron.ts'
import { smallDoor } from './small-program.ts'

registerScheme()
const [rendererFolder = '', preloadFile = ''] = process.argv.slice(-2)
await app.whenReady()
const host = electronHost({ rendererFolder, preloadFile })
await host.show(smallDoor(host))
await host.closed
app.quit()
