/** What stands in a file that somebody chose, in base64. Throws where it cannot be read, such as when it has gone meanwhile. */
export const asBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, '')) // it begins "data:image/png;base64,"
    reader.onerror = () => reject(new Error(`${file.name} cannot be read`))
    reader.readAsDataURL(file)
  })
