import { FuseV1Options } from '@electron/fuses'

/** Every fuse of Electron, as it is burnt into the packaged program; whoever starts it cannot set them otherwise. */
export const FUSES: Record<FuseV1Options, boolean> = {
  [FuseV1Options.RunAsNode]: false, // ELECTRON_RUN_AS_NODE would make a bare Node of it
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false, // --inspect would open the records to a debugger
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true, // else a folder "app" beside the archive would be run in its place
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // there is none of our own
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false, // the window's files come from app://
  [FuseV1Options.WasmTrapHandlers]: true, // as Electron has it: the checks of a logo's drawing stay quick
}
