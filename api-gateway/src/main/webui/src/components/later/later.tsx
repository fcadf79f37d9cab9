import {
  Component,
  type ComponentType,
  createElement,
  lazy,
  type ReactNode,
  useState,
} from 'react';
import { NotLoaded } from './NotLoaded';

class LoadError extends Error {}

type PropsOf<C> = C extends (props: infer P extends object) => ReactNode ? P : never;

/**
 * A part of a page, which is loaded when it is shown first. If it cannot be loaded, for example because
 * the connection is down or the server was upgraded, the rest of the page stays, with what was typed.
 */
export function later<C extends (props: never) => ReactNode>(
  load: () => Promise<{ default: C }>,
): ComponentType<PropsOf<C>> {
  const part = () =>
    lazy(async () => {
      try {
        return (await load()) as unknown as { default: ComponentType<PropsOf<C>> };
      } catch (cause) {
        throw new LoadError('A part of the page was not loaded', { cause });
      }
    }) as ComponentType<PropsOf<C>>;
  // React keeps the failure of a part, so another attempt needs another part.
  let newest = part();
  return function Later(props: PropsOf<C>) {
    const [shown, show] = useState(() => newest);
    return (
      <LoadBoundary
        onAgain={() => {
          newest = part();
          show(() => newest);
        }}
      >
        {createElement(shown, props)}
      </LoadBoundary>
    );
  };
}

interface Props {
  children: ReactNode;
  onAgain: () => void;
}

interface State {
  error: unknown;
}

/** Says in place of the part that it was not loaded. Other errors are those of the page. */
class LoadBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) {
      return this.props.children;
    }
    if (!(error instanceof LoadError)) {
      throw error;
    }
    return (
      <NotLoaded
        again={() => {
          this.props.onAgain();
          this.setState({ error: null });
        }}
      />
    );
  }
}
