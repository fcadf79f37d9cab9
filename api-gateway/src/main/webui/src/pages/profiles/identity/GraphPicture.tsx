import { useComputedColorScheme } from '@mantine/core';
import { Background, ConnectionMode, Controls, type Edge, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useState } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { BOX, endsOf } from './ends';
import type { Picture } from './layout';
import { type Item, inOrder, lineId, nodeId } from './order';
import { type BoxNode, PictureNode } from './PictureNode';
import { useArrows } from './useArrows';
import { usePictureWords } from './usePictureWords';

interface Props {
  picture: Picture;
  chosen: Item | null;
  onChoose: (item: Item | null) => void;
}

const nodeTypes = { box: PictureNode };

/** Identifiers as boxes, joined by what showed that they belong together. Loaded by itself: it is heavy. */
export function GraphPicture({ picture, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const colorMode = useComputedColorScheme();
  const words = usePictureWords();
  const [pointed, setPointed] = useState<string | null>(null);
  const order = inOrder(picture);
  const arrows = useArrows(order, chosen, onChoose);
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
    'aria-roledescription': undefined,
    tabIndex: item === stop ? 0 : -1,
  });
  const nodes = picture.nodes.map((placed): BoxNode => {
    const { id, identifiers, x, y } = placed;
    const { type, kind, value } = words.box(placed);
    return {
      id,
      type: 'box',
      position: { x, y },
      ...BOX,
      measured: BOX,
      data: { type, kind, value, many: identifiers.length > 1, state: stateOf(id) },
      ariaRole: 'button',
      ariaLabel: `${kind} ${value}`,
      domAttributes: attributesOf(nodeId(id)),
    };
  });
  const labels = new Map(nodes.map(({ id, ariaLabel }) => [id, ariaLabel]));
  const edges = picture.links.map((link): Edge => {
    const { id, from, to, evidence } = link;
    const selected = lineId(id) === chosen;
    const source = words.source(link);
    return {
      id,
      ...endsOf(picture, from, to),
      selected,
      className: [evidence.length > 1 && 'often', line && !selected && 'aside']
        .filter(Boolean)
        .join(' '),
      interactionWidth: 20,
      zIndex: selected || pointed === id ? 1 : 0,
      ...(selected || pointed === id ? { label: source, labelBgPadding: [6, 3] } : {}),
      ariaRole: 'button',
      ariaLabel: t('identity.why.line', { a: labels.get(from), b: labels.get(to), source }),
      domAttributes: attributesOf(lineId(id)),
    };
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the boxes and lines in it are buttons
    <div ref={arrows.ref} onKeyDown={arrows.onKeyDown} style={{ height: '100%' }}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={colorMode}
        connectionMode={ConnectionMode.Loose}
        fitView
        fitViewOptions={{ padding: 0.08, maxZoom: 1, minZoom: 0.6 }}
        minZoom={0.2}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomOnScroll={false}
        preventScrolling={false}
        ariaLabelConfig={{
          'controls.zoomIn.ariaLabel': t('identity.why.zoomIn'),
          'controls.zoomOut.ariaLabel': t('identity.why.zoomOut'),
          'controls.fitView.ariaLabel': t('identity.why.fit'),
          'controls.ariaLabel': t('identity.why.controls'),
        }}
        onNodeClick={(_, { id }) => onChoose(nodeId(id))}
        onEdgeClick={(_, { id }) => onChoose(lineId(id))}
        onEdgeMouseEnter={(_, { id }) => setPointed(id)}
        onEdgeMouseLeave={() => setPointed(null)}
        onPaneClick={() => onChoose(null)}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
