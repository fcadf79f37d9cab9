import { useState } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { curveOf, extentOf } from './curves';
import type { Picture } from './layout';
import { type Item, inOrder, lineId, nodeId } from './order';
import classes from './Picture.module.css';
import { PictureLine } from './PictureLine';
import { PictureNode } from './PictureNode';
import { useArrows } from './useArrows';
import { usePictureWords } from './usePictureWords';
import { useZoom } from './useZoom';
import { ZoomControls } from './ZoomControls';

interface Props {
  picture: Picture;
  chosen: Item | null;
  onChoose: (item: Item | null) => void;
}

/** Identifiers as boxes, joined by what showed that they belong together. */
export function GraphPicture({ picture, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const words = usePictureWords();
  const [pointed, setPointed] = useState<string | null>(null);
  const order = inOrder(picture);
  const arrows = useArrows(order, chosen, onChoose);
  const extent = extentOf(picture);
  const { ref, zoom, ...controls } = useZoom(extent);
  const stop = chosen ?? order[0];
  const line = picture.links.find(({ id }) => lineId(id) === chosen);
  const stateOf = (id: string) =>
    nodeId(id) === chosen
      ? 'chosen'
      : line && (line.from === id || line.to === id)
        ? 'end'
        : line
          ? 'aside'
          : undefined;
  /** A toggle that the arrows find; one of them is the stop of the Tab key. */
  const attributesOf = (item: Item) => ({
    'data-item': item,
    'aria-pressed': item === chosen,
    tabIndex: item === stop ? 0 : -1,
    onClick: () => onChoose(item),
  });
  const boxes = picture.nodes.map((placed) => ({ ...placed, ...words.box(placed) }));
  const labels = new Map(boxes.map(({ id, kind, value }) => [id, `${kind} ${value}`]));
  const lines = picture.links.map((link) => ({
    ...link,
    curve: curveOf(picture, link.from, link.to),
    source: words.source(link),
  }));
  const frame = {
    width: extent.width,
    height: extent.height,
    viewBox: `${extent.left} ${extent.top} ${extent.width} ${extent.height}`,
  };
  return (
    <div className={classes.board}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the boxes and lines in it are buttons */}
      <div
        ref={ref}
        className={classes.view}
        onKeyDown={arrows.onKeyDown}
        onClick={({ target }) => {
          if ((target as Element).closest('[data-item]') === null) {
            onChoose(null);
          }
        }}
      >
        <div
          className={classes.room}
          style={{ width: extent.width * zoom, height: extent.height * zoom }}
        >
          <div ref={arrows.ref} className={classes.plane} style={{ scale: String(zoom) }}>
            <svg {...frame} className={classes.lines} role="presentation">
              {lines.map(({ id, from, to, evidence, curve, source }) => (
                <PictureLine
                  key={id}
                  curve={curve}
                  often={evidence.length > 1}
                  state={lineId(id) === chosen ? 'chosen' : line && 'aside'}
                  label={t('identity.why.line', {
                    a: labels.get(from),
                    b: labels.get(to),
                    source,
                  })}
                  attributes={attributesOf(lineId(id))}
                  onPoint={(on) => setPointed(on ? id : null)}
                />
              ))}
            </svg>
            {boxes.map(({ id, identifiers, x, y, type, kind, value }) => (
              <PictureNode
                key={id}
                place={{ left: x - extent.left, top: y - extent.top }}
                data={{ type, kind, value, many: identifiers.length > 1, state: stateOf(id) }}
                attributes={attributesOf(nodeId(id))}
              />
            ))}
            <svg {...frame} className={classes.labels} aria-hidden>
              {lines
                .filter(({ id }) => id === pointed || lineId(id) === chosen)
                .map(({ id, curve, source }) => (
                  <text key={id} {...curve.middle}>
                    {source}
                  </text>
                ))}
            </svg>
          </div>
        </div>
      </div>
      <ZoomControls {...controls} />
    </div>
  );
}
