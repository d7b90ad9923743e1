import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from './hosts/host.ts'

const bridge: Bridge = { call: (name, input) => ipcRenderer.invoke('call', name, input) }
contextBridge.exposeInMainWorld('lanyard', bridge)
