/** A server-sent event. */
export interface Message {
  name: string;
  data: string;
}

/** Reads server-sent events from the bytes of one answer, wherever these are cut. */
export class EventText {
  private readonly decoder = new TextDecoder();
  private rest = '';
  private name = '';
  private data: string[] = [];
  private id: string | null = null;
  /** The newest id of a complete event; empty before the first. */
  lastId = '';
  /** Whether any data has arrived. */
  told = false;

  add(bytes: Uint8Array): Message[] {
    const lines = (this.rest + this.decoder.decode(bytes, { stream: true })).split(/\r?\n/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): Message[] {
    if (line === '') {
      return this.ended();
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.name = value;
    } else if (field === 'data') {
      this.data.push(value);
    } else if (field === 'id') {
      this.id = value;
    }
    return [];
  }

  private ended(): Message[] {
    const messages =
      this.data.length > 0 ? [{ name: this.name || 'message', data: this.data.join('\n') }] : [];
    this.lastId = this.id ?? this.lastId;
    this.told = true;
    this.name = '';
    this.data = [];
    this.id = null;
    return messages;
  }
}
