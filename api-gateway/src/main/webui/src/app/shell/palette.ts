import { createSpotlight } from '@mantine/spotlight';

/** The command palette, which any part of the page may open. */
export const [paletteStore, palette] = createSpotlight();
