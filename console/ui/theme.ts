import {
  type CSSVariablesResolver,
  createTheme,
  InputWrapper,
  Menu,
  Modal,
  Select,
  Tooltip,
} from '@mantine/core'

/** What moves waits for the browser to draw, and a dialog whose work is done stayed for as long as it drew nothing. */
const atOnce = { duration: 0 }

/** Calm: one accent, soft corners, cool greys. Shades are chosen so that text keeps 4.5:1 in both schemes (WCAG 1.4.3). */
export const theme = createTheme({
  primaryColor: 'wire',
  primaryShade: { light: 6, dark: 6 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: { fontWeight: '620', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' } } },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  colors: {
    wire: [
      '#eff2fe',
      '#dfe4fb',
      '#bcc6f6',
      '#96a5f1',
      '#7889ec',
      '#6577e8',
      '#4c5fd5',
      '#3d4fc0',
      '#3343a8',
      '#293791',
    ],
    gray: [
      '#f8f9fb',
      '#f1f3f6',
      '#e7eaef',
      '#d9dde5',
      '#c2c8d3',
      '#9aa2b1',
      '#6b7485',
      '#4a5262',
      '#323947',
      '#1d222c',
    ],
    dark: [
      '#e4e7ee',
      '#c2c8d4',
      '#9aa2b3',
      '#7c8598',
      '#454c5c',
      '#333947',
      '#252a35',
      '#181b23',
      '#12151b',
      '#0d0f14',
    ],
  },
  components: {
    // Every field of our forms is needed, so an asterisk would tell nothing.
    InputWrapper: InputWrapper.extend({ defaultProps: { withAsterisk: false } }),
    // With its lock on scrolling, libraries underneath would add style elements that the page's policy keeps out.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, transitionProps: atOnce },
    }),
    ModalHeader: Modal.Header.extend({ defaultProps: { role: 'presentation' } }), // The page has a banner already.
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', withinPortal: true, transitionProps: atOnce },
    }),
    Select: Select.extend({ defaultProps: { checkIconPosition: 'right' } }),
  },
})

/**
 * Mantine's light variants fall below 4.5:1 on their own pale grounds: their text is taken from the darkest shades, and
 * of bright colours from something darker still, in percent. Badges have some of them, initials of people any.
 */
const inks: Record<string, number> = {
  ...{ blue: 100, wire: 100, violet: 100, indigo: 100, grape: 100, pink: 100, cyan: 100 },
  ...{ orange: 80, red: 80, teal: 80, green: 80 },
  ...{ yellow: 65, lime: 65 },
}
const textOnLight = {
  '--mantine-color-gray-light-color': 'var(--mantine-color-gray-7)',
  ...Object.fromEntries(
    Object.entries(inks).map(([color, percent]) => [
      `--mantine-color-${color}-light-color`,
      `color-mix(in srgb, var(--mantine-color-${color}-9) ${percent}%, black)`,
    ]),
  ),
}

/** Surfaces and quiet text by name, so that style sheets say what a thing is, not which grey it has. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...textOnLight,
    '--mantine-color-error': 'var(--mantine-color-red-light-color)',
    '--mantine-color-dimmed': '#5d6677',
    '--mantine-color-placeholder': '#6b7485',
    '--desk-ground': 'var(--mantine-color-gray-0)',
    '--desk-surface': '#ffffff',
    '--desk-line': 'var(--mantine-color-gray-2)',
    '--desk-hover': 'var(--mantine-color-gray-1)',
    '--desk-here': 'var(--mantine-color-wire-0)',
    '--desk-here-text': 'var(--mantine-color-wire-8)',
    '--desk-note': '#fff8e1',
    '--desk-note-line': '#f0d58a',
    '--desk-note-text': '#6b4e00',
    '--desk-ours': '#f4f6ff',
  },
  dark: {
    '--mantine-color-error': 'var(--mantine-color-red-light-color)',
    '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
    '--mantine-color-anchor': 'var(--mantine-color-wire-3)',
    '--desk-ground': 'var(--mantine-color-dark-8)',
    '--desk-surface': 'var(--mantine-color-dark-7)',
    '--desk-line': '#2b303c',
    '--desk-hover': '#1f232d',
    '--desk-here': '#262c47',
    '--desk-here-text': 'var(--mantine-color-wire-2)',
    '--desk-note': '#2b2615',
    '--desk-note-line': '#5c4d1c',
    '--desk-note-text': '#f0d58a',
    '--desk-ours': '#1c2032',
  },
})
