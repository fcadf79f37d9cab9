import { expect, test } from 'vitest';
import { curveOf, extentOf } from './curves';
import type { Picture } from './layout';

const PICTURE: Picture = {
  nodes: [
    { id: 'a', identifiers: [], x: 0, y: 0 },
    { id: 'b', identifiers: [], x: 288, y: 56 },
    { id: 'c', identifiers: [], x: 288, y: 112 },
  ],
  links: [],
  left: 0,
  height: 168,
};

test('a line between columns goes from the right of one box to the left of the other', () => {
  const curve = curveOf(PICTURE, 'a', 'b');
  expect(curve.path).toBe('M224,22 C256,22 256,78 288,78');
  expect(curve.middle).toEqual({ x: 256, y: 50 });
  expect(curveOf(PICTURE, 'b', 'a')).toEqual(curve);
});

test('a line within a column leads around at the right', () => {
  expect(curveOf(PICTURE, 'b', 'c').path).toBe('M512,78 C568,78 568,134 512,134');
});

test('a picture has room for its lines and around it', () => {
  expect(extentOf(PICTURE)).toEqual({ left: -28, top: -28, width: 624, height: 212 });
});
