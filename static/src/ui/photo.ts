/** Photographs as an iPhone keeps them (HEIC): many computers of a court cannot open them. */

const NAME = /\.hei[cf]$/i
const TYPE = /^image\/hei[cf]$/i
const QUALITY = 0.92

/** The photograph as JPEG where it is HEIC and this browser can read it; anything else, and elsewhere, as it is. */
export async function readable(file: File): Promise<File> {
  if (!NAME.test(file.name) && !TYPE.test(file.type)) return file
  try {
    const picture = await createImageBitmap(file)
    const drawn = await jpegOf(picture).finally(() => { picture.close() })
    return drawn ? new File([drawn], `${file.name.replace(NAME, '')}.jpg`, { type: 'image/jpeg', lastModified: file.lastModified }) : file
  }
  catch {
    return file
  }
}

function jpegOf(picture: ImageBitmap): Promise<Blob | null> {
  const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height })
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  return new Promise((done) => { canvas.toBlob(done, 'image/jpeg', QUALITY) })
}
