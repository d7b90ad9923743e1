/**
 * From now on what this process writes is its own account's alone: files 0600, folders 0700, whoever writes them (SQLite, the
 * browser, an export). Windows has no such mask: there a file has the rights of the folder that it lies in.
 */
export function keepFilesPrivate(): void {
  process.umask(0o077)
}
