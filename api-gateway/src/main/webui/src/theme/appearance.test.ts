import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Appearance } from './Appearance';

const STYLES = new URL('../../node_modules/@mantine/core/styles/', import.meta.url);

/** The variables that a style sheet gives a value, by the theme in which it does. */
function variablesIn(styles: string): string[] {
  return [...styles.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selector = '', block = '']) => {
    const scheme = /data-mantine-color-scheme=['"]?(\w+)/.exec(selector)?.[1] ?? 'both';
    return [...block.matchAll(/(--mantine-[\w-]+)\s*:/g)].map(([, name]) => `${scheme} ${name}`);
  });
}

test('the page has each variable of Mantine without the file that has them', () => {
  const file = readFileSync(new URL('default-css-variables.layer.css', STYLES), 'utf8');
  const needed = variablesIn(file.replace('@layer mantine {', ''));
  const page = renderToStaticMarkup(
    createElement(Appearance, { nonce: 'n' }, createElement('main')),
  );
  const written = new Set(variablesIn(page));
  expect(needed.length).toBeGreaterThan(300);
  expect(needed.filter((each) => !written.has(each))).toEqual([]);
  expect(readFileSync(new URL('mantine.css', import.meta.url), 'utf8')).not.toContain(
    'default-css-variables',
  );
});
