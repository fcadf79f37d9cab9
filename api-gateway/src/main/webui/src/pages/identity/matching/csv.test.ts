import { expect, it } from 'vitest';
import { rowsOf, written } from './csv';

const fields = (text: string) => rowsOf(text)?.map((row) => row.fields);

it('reads rows with commas, or with semicolons as spreadsheets write them', () => {
  expect(fields('a,b\n1,2\n')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
  expect(fields('\uFEFFa;b\r\n1;2,5\r\n')).toEqual([
    ['a', 'b'],
    ['1', '2,5'],
  ]);
});

it('reads quoted values with separators, quotation marks and line ends in them', () => {
  expect(fields('a,b\n"x, y","say ""hi""\nthere"')).toEqual([
    ['a', 'b'],
    ['x, y', 'say "hi"\nthere'],
  ]);
});

it('tells the line where a row begins, past empty lines and values of several lines', () => {
  expect(rowsOf('a\n\n"x\ny"\nz')?.map(({ line }) => line)).toEqual([1, 3, 5]);
});

it('tells a quotation mark that is never closed', () => {
  expect(rowsOf('a,b\n"x,y\n')).toBeNull();
});

it('reads what it wrote', () => {
  const row = ['email', 'a "b", c', 'x\ny', ''];
  expect(fields(written(row))).toEqual([row]);
});
