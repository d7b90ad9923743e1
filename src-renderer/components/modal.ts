/**
 * Opens a dialog over everything else, for as long as it is there: attach it. Focus then goes back to where it was, which a
 * dialog that is taken away does not see to by itself.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const opener = document.activeElement
  dialog.showModal()
  return () => {
    if (opener instanceof HTMLElement && opener.isConnected) setTimeout(() => opener.focus())
  }
}
