import { useComputedColorScheme } from '@mantine/core';
import {
  Background,
  ConnectionMode,
  Controls,
  type Edge,
  type Node,
  type NodeProps,
  ReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Named } from '@/api/identity';
import { isMasked } from '@/api/masked';
import { useSourceNames } from '@/components/objects/useNames';
import { Value } from '@/components/text/Value';
import { TypeName } from '../TypeName';
import { Handles, handlesOf } from './Handles';
import type { Picture } from './layout';
import classes from './WhyOne.module.css';

type IdentifierNode = Node<{ identifier: Named }, 'identifier'>;

interface Props {
  picture: Picture;
  chosen: string | null;
  onChoose: (link: string | null) => void;
}

const nodeTypes = { identifier: Identifier };

/** Identifiers as boxes, joined by what showed that they belong together. Loaded by itself: it is heavy. */
export function GraphPicture({ picture, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  const colorMode = useComputedColorScheme();
  const nodes = useMemo<IdentifierNode[]>(
    () =>
      picture.nodes.map(({ id, identifier, x, y }) => ({
        id,
        type: 'identifier',
        position: { x, y },
        data: { identifier },
      })),
    [picture],
  );
  const edges = useMemo<Edge[]>(
    () =>
      picture.links.map(({ id, from, to, evidence }) => {
        const source = evidence[0]?.source ?? '';
        const name = isMasked(source)
          ? t('masked.hidden')
          : source === 'manual'
            ? t('profiles.byHand')
            : sourceName(source);
        return {
          id,
          ...handlesOf(picture, from, to),
          selected: id === chosen,
          interactionWidth: 24,
          label:
            evidence.length > 1
              ? t('identity.why.times', { source: name, count: evidence.length })
              : name,
        };
      }),
    [picture, chosen, sourceName, t],
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      colorMode={colorMode}
      connectionMode={ConnectionMode.Loose}
      fitView
      fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
      minZoom={0.1}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      zoomOnScroll={false}
      preventScrolling={false}
      ariaLabelConfig={{
        'controls.zoomIn.ariaLabel': t('identity.why.zoomIn'),
        'controls.zoomOut.ariaLabel': t('identity.why.zoomOut'),
        'controls.fitView.ariaLabel': t('identity.why.fit'),
      }}
      onEdgeClick={(_, { id }) => onChoose(id)}
      onPaneClick={() => onChoose(null)}
    >
      <Background />
      <Controls showInteractive={false} />
    </ReactFlow>
  );
}

function Identifier({ data: { identifier } }: NodeProps<IdentifierNode>) {
  return (
    <div className={classes.node}>
      <TypeName type={identifier.type} />
      <strong className="mono">
        <Value value={identifier.value} />
      </strong>
      <Handles />
    </div>
  );
}
