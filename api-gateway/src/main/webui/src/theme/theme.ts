import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const river: MantineColorsTuple = [
  '#e3f3f1',
  '#c9e8e4',
  '#9fd8d1',
  '#6fc7be',
  '#3fbdb3',
  '#1fa198',
  '#0f8a84',
  '#0b7a75',
  '#075e5a',
  '#054542',
];

/** The greys of the dark theme, from text to the deepest background. */
const dark: MantineColorsTuple = [
  '#e6eeec',
  '#c3d0cd',
  '#9fb0ac',
  '#71827e',
  '#334643',
  '#1d2a28',
  '#16201f',
  '#0f1716',
  '#0b1211',
  '#080d0c',
];

const system =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const monospace = 'ui-monospace, SFMono-Regular, Menlo, "Liberation Mono", monospace';

export const theme = createTheme({
  colors: { river, dark },
  primaryColor: 'river',
  primaryShade: { light: 7, dark: 4 },
  // On the accent, text is white in the light theme and dark in the dark one.
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    const onAccent =
      input.variant === 'filled' && (input.color ?? input.theme.primaryColor) === 'river';
    return onAccent ? { ...resolved, color: 'var(--on-accent)' } : resolved;
  },
  fontFamily: system,
  fontFamilyMonospace: monospace,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontFamily: system,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '28px' },
      h2: { fontSize: '15px', lineHeight: '22px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { sm: '6px', md: '8px', lg: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Chip: { defaultProps: { variant: 'filled' } },
    // Their smaller sizes are less than 24 px high.
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'md' } },
    Tooltip: {
      defaultProps: {
        openDelay: 200,
        multiline: true,
        maw: 320,
        events: { hover: true, focus: true, touch: true },
      },
    },
    // Where they stand on the page, so that they belong to a landmark.
    Select: { defaultProps: { comboboxProps: { withinPortal: false } } },
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    // One size of help, whatever size the field has.
    InputWrapper: { styles: { description: { fontSize: 'var(--help-size)' } } },
    Notification: { styles: { description: { color: 'var(--mantine-color-dimmed)' } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: true } },
    Drawer: { defaultProps: { transitionProps: { duration: 150 } } },
  },
});

/** Greys with a breath of green, in place of Mantine's. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f7f9f8',
    '--mantine-color-text': '#16211f',
    '--mantine-color-dimmed': '#566562',
    '--mantine-color-placeholder': '#66756f',
    '--mantine-color-default': '#fff',
    '--mantine-color-default-hover': '#f1f5f4',
    '--mantine-color-default-border': '#d5dedb',
    '--mantine-color-error': '#b92626',
    '--mantine-color-anchor': '#075e5a',
  },
  dark: {
    '--mantine-color-body': '#0f1716',
    '--mantine-color-text': '#e6eeec',
    '--mantine-color-dimmed': '#9fb0ac',
    '--mantine-color-placeholder': '#8fa09c',
    '--mantine-color-default': '#16201f',
    '--mantine-color-default-hover': '#1d2a28',
    '--mantine-color-default-border': '#334643',
    '--mantine-color-error': '#f39191',
    '--mantine-color-anchor': '#7adbd2',
  },
});
