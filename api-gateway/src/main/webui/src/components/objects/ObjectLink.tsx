import { useWorkspace } from '@/workspace/here';
import { TextLink } from '../links';

interface Props {
  id: string;
  name: string;
  /** Among words, where colour alone would not tell it. */
  inText?: boolean;
}

const underlined = (inText: boolean) => (inText ? 'always' : 'hover');

export function AudienceLink({ id, name, inText = false }: Props) {
  const workspace = useWorkspace();
  return (
    <TextLink
      to="/w/$workspace/audiences/$audience"
      params={{ workspace, audience: id }}
      underline={underlined(inText)}
    >
      {name}
    </TextLink>
  );
}

export function DestinationLink({ id, name, inText = false }: Props) {
  const workspace = useWorkspace();
  return (
    <TextLink
      to="/w/$workspace/destinations/$destination"
      params={{ workspace, destination: id }}
      underline={underlined(inText)}
    >
      {name}
    </TextLink>
  );
}

export function SyncLink({ id, name, inText = false }: Props) {
  const workspace = useWorkspace();
  return (
    <TextLink
      to="/w/$workspace/syncs/$sync"
      params={{ workspace, sync: id }}
      underline={underlined(inText)}
    >
      {name}
    </TextLink>
  );
}

export function DeliveryLink({ id, name }: Props) {
  const workspace = useWorkspace();
  return (
    <TextLink to="/w/$workspace/deliveries/$delivery" params={{ workspace, delivery: id }}>
      {name}
    </TextLink>
  );
}

export function SourceLink({ id, name, inText = false }: Props) {
  const workspace = useWorkspace();
  return (
    <TextLink
      to="/w/$workspace/sources/$source"
      params={{ workspace, source: id }}
      underline={underlined(inText)}
    >
      {name}
    </TextLink>
  );
}

export function ConnectionLink({ id, name, inText = false }: Props) {
  const workspace = useWorkspace();
  return (
    <TextLink
      to="/w/$workspace/connections/$connection"
      params={{ workspace, connection: id }}
      underline={underlined(inText)}
    >
      {name}
    </TextLink>
  );
}

export function ModelLink({ id, name, inText = false }: Props) {
  const workspace = useWorkspace();
  return (
    <TextLink
      to="/w/$workspace/models/$model"
      params={{ workspace, model: id }}
      underline={underlined(inText)}
    >
      {name}
    </TextLink>
  );
}

export function RunLink({ id, name }: Props) {
  const workspace = useWorkspace();
  return (
    <TextLink to="/w/$workspace/runs/$run" params={{ workspace, run: id }}>
      {name}
    </TextLink>
  );
}
