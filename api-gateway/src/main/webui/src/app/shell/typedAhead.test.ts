import { expect, test } from 'vitest';
import { typedAhead } from './typedAhead';

class Key extends Event {
  readonly ctrlKey = false;
  readonly metaKey = false;
  readonly altKey = false;
  readonly key: string;

  constructor(key: string) {
    super('keydown', { cancelable: true });
    this.key = key;
  }
}

function type(page: EventTarget, ...keys: string[]): boolean[] {
  return keys.map((key) => page.dispatchEvent(new Key(key)));
}

test('what is typed is kept, and not typed into the page', () => {
  const page = new EventTarget();
  const ahead = typedAhead(page);
  expect(type(page, 'a', 'd', 'é', 'Backspace', 'a', ' ', 'l')).not.toContain(true);
  expect(ahead.take()).toBe('ada l');
});

test('other keys belong to the page', () => {
  const page = new EventTarget();
  const ahead = typedAhead(page);
  expect(type(page, 'Shift', 'ArrowDown')).not.toContain(false);
  expect(ahead.take()).toBe('');
});

test('Enter submits no form of the page, and Tab does not move the focus', () => {
  const page = new EventTarget();
  const ahead = typedAhead(page);
  expect(type(page, 's', 'Enter', 'Tab')).not.toContain(true);
  expect(ahead.take()).toBe('s');
  expect(type(page, 'Enter', 'Tab')).not.toContain(false);
});

test('after the end the page gets all keys again', () => {
  const page = new EventTarget();
  const ahead = typedAhead(page);
  type(page, 'a');
  ahead.take();
  expect(ahead.dropped()).toBe(false);
  expect(type(page, 'b')).toEqual([true]);
  expect(ahead.take()).toBe('a');
});

test('Escape ends the capture and leaves nothing', () => {
  const page = new EventTarget();
  const ahead = typedAhead(page);
  type(page, 'a', 'Escape');
  expect(type(page, 'b')).toEqual([true]);
  expect(ahead.dropped()).toBe(true);
  expect(ahead.take()).toBe('');
});
