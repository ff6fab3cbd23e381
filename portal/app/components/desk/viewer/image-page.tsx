/** An image as a document of one page. */
import { useEffect, useState } from 'react'
import styles from './viewer.module.css'
import { scaleOf, type Zoom } from './zoom.ts'

type Props = {
  address: string
  zoom: Zoom
  rotation: number
  /** The width that there is, in CSS pixels. */
  width: number
  label: string
  onDrawn: (scale: number) => void
  onFailure: () => void
}

type Size = { width: number; height: number }

/** An image that fits is never shown larger than it is. */
const scaleFor = (zoom: Zoom, natural: number, place: number): number =>
  zoom === 'fit' ? Math.min(1, scaleOf('fit', natural, place)) : scaleOf(zoom, natural, place)

export function ImagePage({ address, zoom, rotation, width, label, onDrawn, onFailure }: Props) {
  const [natural, setNatural] = useState<Size>()
  const isLying = rotation % 180 !== 0
  const scale = natural ? scaleFor(zoom, isLying ? natural.height : natural.width, width) : 1
  useEffect(() => {
    if (natural) onDrawn(scale)
  }, [natural, scale, onDrawn])
  const shown = natural && { width: natural.width * scale, height: natural.height * scale }
  return (
    <div
      className={styles.sheet}
      dir="ltr"
      data-page={1}
      style={
        shown && {
          inlineSize: isLying ? shown.height : shown.width,
          blockSize: isLying ? shown.width : shown.height,
        }
      }
    >
      <img
        className={styles.image}
        src={address}
        alt={label}
        style={
          shown && {
            width: shown.width,
            height: shown.height,
            transform: `translate(-50%, -50%) rotate(${rotation}deg)`,
          }
        }
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setNatural({ width: naturalWidth, height: naturalHeight })
        }
        onError={onFailure}
      />
    </div>
  )
}
