/** How the package is made: `npm run package` (unpacked, for this machine), `npm run release` (installers; docs/releasing.md). */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FuseVersion, getCurrentFuseWire, type FuseV1Config } from '@electron/fuses'
import type { AfterPackContext, Configuration } from 'electron-builder'
import { BILL } from './bill.ts'
import { FUSES } from './fuses.ts'

/** An Electron that is on this machine, in place of the one that is downloaded (see src-main/hosts/electron-program.ts). */
const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH
/** better-sqlite3's library as it was compiled for that Electron; a release takes the one that came with the package. */
const compiled = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node'

const config: Configuration = {
  appId: 'school.lanyard',
  productName: 'Lanyard',
  copyright: 'MIT licence',
  directories: { output: 'out/package', buildResources: 'packaging/icons' },
  // What runs, and nothing else: libraries are bundled, but for the two that stand beside the bundle (bill.ts).
  files: [
    'package.json',
    'LICENSE',
    BILL,
    'content/**',
    'out/{main,preload,renderer}/**',
    '!**/*.map',
    '!node_modules/**',
    'node_modules/better-sqlite3/{package.json,LICENSE,lib/**}',
    dist && existsSync(compiled) ? compiled : 'node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node',
    'node_modules/@resvg/resvg-wasm/{package.json,index.mjs,index_bg.wasm}',
  ],
  asar: true, // with the hashes that a Mac and Windows check it against (the fuses say so); Linux has no such check
  asarUnpack: '**/*.node', // a library is loaded by the system, which reads no archive
  npmRebuild: false, // there is one library for Node and Electron alike
  ...(dist && { electronDist: dist, electronVersion: readFileSync(join(dist, 'version'), 'utf8').trim() }),
  extraMetadata: { desktopName: 'lanyard.desktop', homepage: process.env.LANYARD_HOMEPAGE },
  afterPack: finish,
  publish: null, // nothing is sent anywhere, and the program looks for no update
  fileAssociations: [
    { ext: 'lanyard', name: 'Lanyard backup', description: 'Lanyard backup', mimeType: 'application/x-lanyard-backup', role: 'Viewer' }, // prettier-ignore
  ],
  win: { target: { target: 'nsis', arch: ['x64', 'arm64'] } },
  nsis: {
    oneClick: false, // asks whether it is for everybody on the PC or for one person
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false, // the records stay
    artifactName: 'Lanyard-${version}-setup.${ext}',
  },
  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    category: 'public.app-category.education',
    hardenedRuntime: true,
    // elsewhere it lies beside the program; on a Mac nothing does
    extraResources: 'node_modules/electron/dist/LICENSES.chromium.html',
  },
  linux: {
    target: ['AppImage', 'deb'],
    executableName: 'lanyard',
    category: 'Education',
    syncDesktopName: true, // so that the window is known as this program's
    synopsis: 'School induction on a school PC',
    icon: 'packaging/icons',
    maintainer: process.env.LANYARD_MAINTAINER ?? null, // a deb names somebody with an address, and a homepage
  },
}
export default config

/** Sets the fuses, while nothing is signed yet, and takes out what Electron would run if there were no program. */
async function finish({ appOutDir, electronPlatformName, packager }: AfterPackContext): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir)
  rmSync(join(resources, 'default_app.asar'), { force: true })
  const name = packager.appInfo.productFilename
  const programs: Record<string, string> = { darwin: `${name}.app`, win32: `${name}.exe`, linux: 'lanyard' }
  const wire = await getCurrentFuseWire(join(appOutDir, programs[electronPlatformName]!))
  // An older Electron has fewer of them; one that has more has to be told of here.
  const there = Object.entries(FUSES).filter(([fuse]) => fuse in wire)
  await packager.addElectronFuses(
    { appOutDir, electronPlatformName, packager } as AfterPackContext,
    {
      version: FuseVersion.V1,
      strictlyRequireAllFuses: there.length === Object.keys(FUSES).length,
      resetAdHocDarwinSignature: electronPlatformName === 'darwin',
      ...Object.fromEntries(there),
    } as FuseV1Config,
  )
}
