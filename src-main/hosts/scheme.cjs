// Makes app:// a scheme like https, which can be done only before Electron is ready. main.ts does it too; but an Electron
// that was put together from parts (ELECTRON_OVERRIDE_DIST_PATH) may load a program only after that, so it is started with
// `-r` and this file, which is read at once.
const { app, protocol } = require('electron')

if (!app.isReady()) {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
}
