import { expect, test } from 'vitest';
import { EventText } from './eventText';

const bytes = (text: string) => new TextEncoder().encode(text);

test('an event is read wherever its bytes are cut', () => {
  const text = new EventText();
  const whole = bytes('event:event\ndata:{"name":"Café"}\nid:7:9:8\n\n');
  const messages = [...whole].flatMap((byte) => text.add(Uint8Array.of(byte)));
  expect(messages).toEqual([{ name: 'event', data: '{"name":"Café"}' }]);
  expect(text.lastId).toBe('7:9:8');
});

test('a comment is no event, and its id counts', () => {
  const text = new EventText();
  expect(text.add(bytes(':live\nid:8:8:\n\n'))).toEqual([]);
  expect(text.lastId).toBe('8:8:');
});

test('what breaks off in the middle was not told', () => {
  const text = new EventText();
  expect(text.add(bytes('data:1\nid:1\n\ndata:2\nid:2\n'))).toEqual([
    { name: 'message', data: '1' },
  ]);
  expect(text.lastId).toBe('1');
});
