import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

test('the list of destinations has drawings, and targets that are large enough', async () => {
  const api = new Api();
  api.on('listDestinations', pageOf(crm));
  api.on('listConnectors', pageOf(connector));
  api.empty('listSyncs');
  await open(api, '/destinations', { role: 'engineer' });
  const cell = page.getByRole('cell', { name: connector.name, exact: true }).last();
  await expect.element(cell).toBeVisible();
  const drawing = cell.element().querySelector('svg');
  expect(drawing?.getAttribute('aria-hidden')).toBe('true');

  const targets = [...document.querySelectorAll('th button, .mantine-ActionIcon-root')]
    .map((target) => target.getBoundingClientRect())
    .filter(({ width }) => width > 0);
  expect(targets).not.toEqual([]);
  expect(targets.filter(({ width, height }) => width < 24 || height < 24)).toEqual([]);
  await sound();
  fits();
});
